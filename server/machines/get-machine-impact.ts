import { countRecentReads, listGrantsOfMachine, listProjectsOfMachine } from "#db/queries/machine-lists.ts";
import { findMachine } from "#db/queries/machines.ts";
import type { MachineImpactView } from "#lib/contract/machines.ts";
import { READS_COUNTED_MAX } from "#lib/contract/secrets.ts";
import { AppError } from "#lib/errors.ts";
import type { UserContext } from "../context.ts";

/** What stops working when the machine loses its access, with when it last read what it may read. */
export async function getMachineImpact(
  ctx: UserContext,
  { machineId }: { machineId: string },
): Promise<MachineImpactView> {
  const { vaultId } = ctx.actor;
  const [machine, projects, grants, readsLast24Hours] = await Promise.all([
    findMachine(ctx.db, vaultId, machineId),
    listProjectsOfMachine(ctx.db, vaultId, machineId),
    listGrantsOfMachine(ctx.db, vaultId, machineId),
    countRecentReads(ctx.db, vaultId, machineId, READS_COUNTED_MAX),
  ]);
  if (machine === null) throw new AppError("not_found");
  const secrets = grants.map(({ secretId, name, projectName, lastReadAt }) => ({
    ...{ id: secretId, name, projectName },
    lastReadAt: lastReadAt?.toISOString() ?? null,
  }));
  // ISO instants of one zone sort as text.
  const lastReadAt = secrets
    .flatMap(({ lastReadAt }) => lastReadAt ?? [])
    .sort()
    .at(-1);
  return { lastReadAt: lastReadAt ?? null, readsLast24Hours, projects, secrets };
}
