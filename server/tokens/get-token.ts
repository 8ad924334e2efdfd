import { listMachinesOfToken } from "#db/queries/token-machines.ts";
import { findPredecessor, findSuccessor } from "#db/queries/token-rotations.ts";
import { findScope } from "#db/queries/token-scope.ts";
import { findToken } from "#db/queries/tokens.ts";
import { TOKEN_MACHINES_SHOWN, type TokenDetailView } from "#lib/contract/tokens.ts";
import { AppError } from "#lib/errors.ts";
import { tokenPolicy } from "#lib/policy/token-policy.ts";
import type { UserContext } from "../context.ts";
import { tokenView } from "./token-view.ts";

/** One token with its policy and the newest of its machines. */
export async function getToken(ctx: UserContext, { tokenId }: { tokenId: string }): Promise<TokenDetailView> {
  const { vaultId } = ctx.actor;
  const token = await findToken(ctx.db, vaultId, tokenId);
  if (token === null) throw new AppError("not_found");
  const [scope, machines, replaces, replacedBy] = await Promise.all([
    findScope(ctx.db, vaultId, tokenId),
    listMachinesOfToken(ctx.db, vaultId, tokenId, TOKEN_MACHINES_SHOWN),
    findPredecessor(ctx.db, vaultId, tokenId),
    findSuccessor(ctx.db, vaultId, tokenId),
  ]);
  return {
    ...tokenView(token, ctx.now),
    policy: tokenPolicy(vaultId, token, scope),
    createdBy: token.createdBy,
    revokeReason: token.revokeReason,
    replaces: replaces === null ? null : { ...replaces, expiresAt: replaces.expiresAt.toISOString() },
    replacedBy,
    machines: machines.map(({ id, name, state, createdAt, sourceIp }) => ({
      id,
      name,
      state,
      createdAt: createdAt.toISOString(),
      sourceIp,
    })),
  };
}
