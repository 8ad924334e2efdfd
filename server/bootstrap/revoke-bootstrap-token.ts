import { inTransaction } from "#db/client.ts";
import { revokeOpenBootstrapToken } from "#db/queries/bootstrap-tokens.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { tokenLabel } from "./token-label.ts";

/** Ends a token that nobody has used yet; for one that ended before, `not_found`. */
export async function revokeBootstrapToken(
  ctx: UserContext,
  { bootstrapTokenId }: { bootstrapTokenId: string },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const token = await revokeOpenBootstrapToken(tx, ctx.actor.vaultId, bootstrapTokenId);
    if (token === null)
      throw new AppError("not_found", {
        message: "That token cannot be revoked: it was used or has ended. Look for its machine in the list.",
      });
    await recordEvent(tx, ctx, {
      action: "bootstrap_token.revoked",
      outcome: "allowed",
      target: { kind: "bootstrap_token", id: token.id, label: tokenLabel(token) },
      tokenId: token.id,
    });
  });
}
