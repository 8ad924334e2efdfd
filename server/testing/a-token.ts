import { randomBytes } from "node:crypto";
import { enrollmentTokenProjects, enrollmentTokenSecrets, enrollmentTokens } from "#db/schema/tokens.ts";
import type { CreateTokenInput } from "#lib/contract/tokens.ts";
import { newId } from "#lib/ids.ts";
import type { UserContext } from "../context.ts";
import { hashToken, mintToken } from "../crypto/opaque-token.ts";
import { aProject } from "./a-project.ts";
import { aSecret } from "./a-secret.ts";

type TokenOptions = Partial<typeof enrollmentTokens.$inferInsert> & {
  readonly projectIds: readonly string[];
  readonly secretIds: readonly string[];
};

/** A token's rows as the people's side leaves them, with its plaintext; ten uses, an hour, no limits unless told. */
export async function aStoredToken(ctx: UserContext, options: TokenOptions) {
  const { projectIds, secretIds, ...columns } = options;
  const plaintext = mintToken("ske");
  const id = newId("etok");
  const name = `token-${randomBytes(4).toString("hex")}`;
  await ctx.db.insert(enrollmentTokens).values({
    id,
    vaultId: ctx.actor.vaultId,
    name,
    description: "",
    tokenHash: hashToken(plaintext),
    machineLifetimeSeconds: 3600,
    maxUses: 10,
    createdBy: ctx.actor.userId,
    expiresAt: new Date(Date.now() + 3_600_000),
    ...columns,
  });
  await ctx.db
    .insert(enrollmentTokenProjects)
    .values(projectIds.map((projectId) => ({ tokenId: id, projectId })));
  await ctx.db
    .insert(enrollmentTokenSecrets)
    .values(secretIds.map((secretId) => ({ tokenId: id, secretId })));
  return { id, name, plaintext };
}

type Scope = { readonly projectIds: readonly string[]; readonly secretIds: readonly string[] };

/** A project with one secret, as a token's scope. */
export async function aScope(ctx: UserContext): Promise<Scope> {
  const projectId = await aProject(ctx);
  return { projectIds: [projectId], secretIds: [await aSecret(ctx, { projectId })] };
}

/** What the form would send for a scope: ten uses, an hour, no limits unless told. */
export function tokenInputFor(scope: Scope, changes: Partial<CreateTokenInput> = {}): CreateTokenInput {
  return {
    name: `token-${randomBytes(4).toString("hex")}`,
    description: "",
    projectIds: [...scope.projectIds],
    secretIds: [...scope.secretIds],
    tokenLifetimeSeconds: 3600,
    machineLifetimeSeconds: 3600,
    maxUses: 10,
    sourceCidr: null,
    hostnamePattern: null,
    namePattern: null,
    ...changes,
  };
}
