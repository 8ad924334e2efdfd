import { inTransaction } from "#db/client.ts";
import { detachFromProjects } from "#db/queries/machine-access.ts";
import { lockMachine } from "#db/queries/machine-locks.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { grantEvent, projectEvent } from "./access-event.ts";
import { machineEvent } from "./machine-event.ts";

/** Takes everything from a machine and keeps the machine: from its next request on it is known and reads nothing. */
export async function revokeAccess(
  ctx: UserContext,
  { machineId }: { machineId: string },
): Promise<{ id: string }> {
  const { vaultId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    const machine = await lockMachine(tx, vaultId, machineId);
    if (machine === null) throw new AppError("not_found");
    const { grants, projectIds } = await detachFromProjects(tx, machineId, null);
    if (grants.length + projectIds.length === 0) return;
    await recordEvents(tx, ctx, [
      ...grants.map((secret) => grantEvent("machine.secret_ungranted", machine, secret)),
      ...projectIds.map((id) => projectEvent("machine.project_detached", machine, id)),
      machineEvent("machine.access_revoked", machine),
    ]);
  });
  return { id: machineId };
}
