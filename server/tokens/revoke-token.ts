import { inTransaction } from "#db/client.ts";
import { disableMachinesOfToken } from "#db/queries/token-machines.ts";
import { lockToken, revokeStoredToken } from "#db/queries/tokens.ts";
import type { AuditEvent } from "#lib/audit-events.ts";
import type { RevokeTokenInput } from "#lib/contract/tokens.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { tokenTarget } from "./token-target.ts";

/**
 * Ends a token for good and, when asked, disables its machines with it, all or nothing. Again on a revoked token, it only
 * disables what is still alive. An enrollment under way is either counted in or refused, never in between.
 */
export async function revokeToken(
  ctx: UserContext,
  { tokenId, reason, disableMachines }: RevokeTokenInput,
): Promise<{ disabledMachines: number }> {
  const { vaultId } = ctx.actor;
  return inTransaction(ctx.db, async (tx) => {
    const token = await lockToken(tx, vaultId, tokenId);
    if (token === null) throw new AppError("not_found");
    const isRevokedNow = await revokeStoredToken(tx, vaultId, { tokenId, reason: reason.trim() });
    const machines = disableMachines ? await disableMachinesOfToken(tx, vaultId, tokenId) : [];
    const revoked: AuditEvent = {
      action: "enrollment_token.revoked",
      outcome: "allowed",
      ...tokenTarget(token),
    };
    await recordEvents(tx, ctx, [
      ...(isRevokedNow ? [revoked] : []),
      ...machines.map((machine) => machineDisabled(machine, tokenId)),
    ]);
    return { disabledMachines: machines.length };
  });
}

function machineDisabled(machine: { id: string; name: string }, tokenId: string): AuditEvent {
  return {
    action: "machine.disabled",
    outcome: "allowed",
    target: { kind: "machine", id: machine.id, label: machine.name },
    machineId: machine.id,
    tokenId,
  };
}
