import { type FoundClaim, insertBoundMachine, takeClaim } from "#db/queries/claim-bindings.ts";
import { claimPublicKey } from "#db/queries/enrollments.ts";
import { hasRoom } from "#db/queries/quotas.ts";
import type { DenyReason } from "#lib/audit-events.ts";
import { provisioningEvents } from "../access/provisioning-events.ts";
import { takeAll } from "../access/take-all.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { ClaimActor, Context } from "../context.ts";

export type NewBinding = {
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly hostname: string;
};

/**
 * Everything a redemption takes, in one transaction: the claim, the key, and a machine that may read at once what was
 * planned for it. Returns when it expires, or which of them could not be taken; then nothing was.
 */
export async function bindMachine(
  ctx: Context<ClaimActor>,
  claim: FoundClaim,
  machine: NewBinding,
): Promise<{ readonly expiresAt: Date | null } | { readonly refusal: DenyReason }> {
  const made = await takeAll(ctx.db, async (tx, refuse) => {
    const { id: claimId, vaultId, machineName: name, ownerId, machineLifetimeSeconds } = claim;
    if (!(await hasRoom(tx, vaultId, "machines", 1))) refuse("quota_reached");
    if (!(await takeClaim(tx, claimId, machine.id))) refuse("claim_used");
    if (!(await claimPublicKey(tx, machine.publicKey, machine.id))) refuse("public_key_known");
    const { expiresAt, ...given } = await insertBoundMachine(tx, {
      ...{ ...machine, claimId, vaultId, name, ownerId },
      sourceIp: ctx.sourceIp,
      lifetimeSeconds: machineLifetimeSeconds,
    });
    const target = { kind: "claim", id: claimId, label: name } as const;
    await recordEvents(tx, ctx, [
      { action: "claim.used", outcome: "allowed", target, machineId: machine.id },
      ...provisioningEvents({ id: machine.id, name }, given),
    ]);
    return { expiresAt };
  });
  return "taken" in made ? made.taken : made;
}
