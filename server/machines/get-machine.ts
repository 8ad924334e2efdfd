import { createHash } from "node:crypto";
import {
  findMachineOverview,
  listGrantsOfMachine,
  listProjectsOfMachine,
} from "#db/queries/machine-lists.ts";
import type { MachineDetailView } from "#lib/contract/machines.ts";
import { AppError } from "#lib/errors.ts";
import type { UserContext } from "../context.ts";
import { machineView } from "./machine-view.ts";

/** One machine with what it may read. */
export async function getMachine(
  ctx: UserContext,
  { machineId }: { machineId: string },
): Promise<MachineDetailView> {
  const { vaultId } = ctx.actor;
  const [machine, projects, grants] = await Promise.all([
    findMachineOverview(ctx.db, vaultId, machineId),
    listProjectsOfMachine(ctx.db, vaultId, machineId),
    listGrantsOfMachine(ctx.db, vaultId, machineId),
  ]);
  if (machine === null) throw new AppError("not_found");
  return {
    ...machineView(machine),
    fingerprint: fingerprintOf(machine.publicKey),
    projects: projects.map(({ id, name }) => ({ id, name })),
    grants: grants.map(({ secretId, name, projectId, projectName, lastReadAt }) => ({
      secretId,
      name,
      projectId,
      projectName,
      lastReadAt: lastReadAt?.toISOString() ?? null,
    })),
  };
}

/** Of the raw 32 bytes, written as OpenSSH writes fingerprints: base64 without padding. */
function fingerprintOf(publicKey: Uint8Array): string {
  return `SHA256:${createHash("sha256").update(publicKey).digest("base64").replace(/=+$/, "")}`;
}
