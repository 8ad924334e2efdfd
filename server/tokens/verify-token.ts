import { inTransaction } from "#db/client.ts";
import { findTokenByHash } from "#db/queries/tokens.ts";
import type { AuditEvent, DenyReason } from "#lib/audit-events.ts";
import type { TokenState, VerifyTokenInput } from "#lib/contract/tokens.ts";
import { denied } from "../access/reasons.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { hashToken, isWellFormedToken } from "../crypto/opaque-token.ts";
import { tokenTarget } from "./token-target.ts";

const REFUSALS = {
  active: null,
  expired: "token_expired",
  exhausted: "token_exhausted",
  revoked: "token_revoked",
} as const satisfies Record<TokenState, DenyReason | null>;

type Verdict = { readonly tokenId: string | null; readonly reason: DenyReason | null };

/**
 * Whether a pasted plaintext could enroll now, told in an enrollment's own words. Only the token's id comes back. A typing
 * mistake is found by the checksum, before any look-up, and leaves no trace.
 */
export async function verifyToken(ctx: UserContext, input: VerifyTokenInput): Promise<{ tokenId: string }> {
  const plaintext = input.token.trim();
  if (!isWellFormedToken("ske", plaintext)) throw denied("token_unknown");
  const tokenHash = hashToken(plaintext);
  const { tokenId, reason } = await inTransaction(ctx.db, async (tx): Promise<Verdict> => {
    const token = await findTokenByHash(tx, ctx.actor.vaultId, tokenHash);
    const refusal = token === null ? "token_unknown" : REFUSALS[token.state];
    const about = token === null ? {} : tokenTarget(token);
    const verdict: Pick<AuditEvent, "outcome" | "reason"> =
      refusal === null ? { outcome: "allowed" } : { outcome: "denied", reason: refusal };
    await recordEvent(tx, ctx, { action: "enrollment_token.verified", ...verdict, ...about });
    return { tokenId: token?.id ?? null, reason: refusal };
  });
  if (tokenId === null || reason !== null) throw denied(reason ?? "token_unknown");
  return { tokenId };
}
