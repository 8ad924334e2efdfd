import { type FoundBootstrapToken, findBootstrapToken } from "#db/queries/registrations.ts";
import { denied } from "../access/reasons.ts";
import type { Context } from "../context.ts";
import { hashToken, isWellFormedToken } from "../crypto/opaque-token.ts";

/** The token behind a text; a mistyped one and one that nobody made are the same 404. */
export async function findToken(ctx: Context, text: string): Promise<FoundBootstrapToken> {
  const token = isWellFormedToken("skb", text) ? await findBootstrapToken(ctx.db, hashToken(text)) : null;
  if (token === null) throw denied("bootstrap_unknown");
  return token;
}
