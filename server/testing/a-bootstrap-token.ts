import { bootstrapTokens } from "#db/schema/bootstrap-tokens.ts";
import { newId } from "#lib/ids.ts";
import type { UserContext } from "../context.ts";
import { hashToken, mintToken } from "../crypto/opaque-token.ts";

/** A bootstrap token's row as the people's side leaves it, with its plaintext; long-lived and ten minutes unless told. */
export async function aBootstrapToken(
  ctx: UserContext,
  columns: Partial<typeof bootstrapTokens.$inferInsert> = {},
) {
  const [id, plaintext] = [newId("btok"), mintToken("skb")];
  await ctx.db.insert(bootstrapTokens).values({
    id,
    vaultId: ctx.actor.vaultId,
    kind: "long_lived",
    description: "",
    tokenHash: hashToken(plaintext),
    createdBy: ctx.actor.userId,
    expiresAt: new Date(Date.now() + 600_000),
    ...columns,
  });
  return { id, plaintext };
}
