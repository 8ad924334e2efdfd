import { listOpenClaims } from "#db/queries/claims.ts";
import type { OpenClaimView } from "#lib/contract/claims.ts";
import type { UserContext } from "../context.ts";

/** The vault's claims whose codes may still be used, the newest first; never a code. */
export async function listClaims(ctx: UserContext): Promise<OpenClaimView[]> {
  const claims = await listOpenClaims(ctx.db, ctx.actor.vaultId);
  return claims.map(({ id, machineName, createdAt, expiresAt }) => ({
    id,
    machineName,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}
