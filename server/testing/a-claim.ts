import { claimProjects, claimSecrets, claims } from "#db/schema/claims.ts";
import { newId } from "#lib/ids.ts";
import type { UserContext } from "../context.ts";
import { hashToken, mintToken } from "../crypto/opaque-token.ts";

type ClaimOptions = Partial<typeof claims.$inferInsert> & {
  readonly projectIds?: readonly string[];
  readonly secretIds?: readonly string[];
};

/** A claim's rows as the people's side leaves them, with its code; open for an hour and about nothing unless told. */
export async function aClaim(ctx: UserContext, options: ClaimOptions = {}) {
  const { projectIds = [], secretIds = [], ...columns } = options;
  const [id, code] = [newId("clm"), mintToken("skc")];
  await ctx.db.insert(claims).values({
    id,
    vaultId: ctx.actor.vaultId,
    machineName: "container",
    codeHash: hashToken(code),
    ownerId: ctx.actor.userId,
    expiresAt: new Date(Date.now() + 3_600_000),
    ...columns,
  });
  if (projectIds.length > 0)
    await ctx.db.insert(claimProjects).values(projectIds.map((projectId) => ({ claimId: id, projectId })));
  if (secretIds.length > 0)
    await ctx.db.insert(claimSecrets).values(secretIds.map((secretId) => ({ claimId: id, secretId })));
  return { id, code };
}
