import type { TokenOverview } from "#db/queries/tokens.ts";
import type { TokenView } from "#lib/contract/tokens.ts";
import { tokenHints } from "#lib/policy/token-hints.ts";

export function tokenView(token: TokenOverview, now: Date): TokenView {
  return {
    id: token.id,
    name: token.name,
    description: token.description,
    state: token.state,
    uses: token.uses,
    maxUses: token.maxUses,
    liveMachineCount: token.liveMachineCount,
    secretCount: token.secretCount,
    projectNames: token.projectNames,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt.toISOString(),
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
    hints: tokenHints(token, now),
  };
}
