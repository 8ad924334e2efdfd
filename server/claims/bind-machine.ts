import { inTransaction, type Transaction } from "#db/client.ts";
import { type FoundClaim, insertBoundMachine, takeClaim } from "#db/queries/claim-bindings.ts";
import { claimPublicKey } from "#db/queries/enrollments.ts";
import { hasRoom } from "#db/queries/quotas.ts";
import type { DenyReason } from "#lib/audit-events.ts";
import { provisioningEvents } from "../access/provisioning-events.ts";
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
  const lost = new LostClaim();
  try {
    return await inTransaction(ctx.db, async (tx) => {
      lost.reason = await firstLostClaim(tx, claim, machine);
      if (lost.reason !== null) throw lost;
      const { id: claimId, vaultId, machineName: name, ownerId, machineLifetimeSeconds } = claim;
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
  } catch (error) {
    if (error !== lost || lost.reason === null) throw error;
    return { refusal: lost.reason };
  }
}

/** Thrown to roll the transaction back, which gives the claim back; the reason says what could not be taken. */
class LostClaim extends Error {
  reason: DenyReason | null = null;
}

async function firstLostClaim(
  tx: Transaction,
  claim: FoundClaim,
  { id, publicKey }: NewBinding,
): Promise<DenyReason | null> {
  if (!(await hasRoom(tx, claim.vaultId, "machines", 1))) return "quota_reached";
  if (!(await takeClaim(tx, claim.id, id))) return "claim_used";
  return (await claimPublicKey(tx, publicKey, id)) ? null : "public_key_known";
}
