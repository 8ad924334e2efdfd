import { inTransaction } from "#db/client.ts";
import { revokeOpenClaim } from "#db/queries/claims.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";

/** Ends a claim code that no container has used yet; for one that ended before, `not_found`. */
export async function revokeClaim(ctx: UserContext, { claimId }: { claimId: string }): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const claim = await revokeOpenClaim(tx, ctx.actor.vaultId, claimId);
    if (claim === null)
      throw new AppError("not_found", {
        message: "That claim cannot be revoked: it was used or has ended. Look for its machine in the list.",
      });
    await recordEvent(tx, ctx, {
      action: "claim.revoked",
      outcome: "allowed",
      target: { kind: "claim", id: claim.id, label: claim.machineName },
    });
  });
}
