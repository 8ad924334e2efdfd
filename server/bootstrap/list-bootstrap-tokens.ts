import { listOpenBootstrapTokens } from "#db/queries/bootstrap-tokens.ts";
import type { OpenBootstrapTokenView } from "#lib/contract/bootstrap.ts";
import type { UserContext } from "../context.ts";

/** The vault's tokens that may still be used, the newest first; never their plaintext. */
export async function listBootstrapTokens(ctx: UserContext): Promise<OpenBootstrapTokenView[]> {
  const tokens = await listOpenBootstrapTokens(ctx.db, ctx.actor.vaultId);
  return tokens.map(({ createdAt, expiresAt, ...token }) => ({
    ...token,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}
