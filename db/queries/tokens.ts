import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { TokenState } from "#lib/contract/tokens.ts";
import { AppError } from "#lib/errors.ts";
import type { Executor, Transaction } from "../client.ts";
import { brokenConstraint } from "../constraint.ts";
import { enrollmentTokens } from "../schema/tokens.ts";
import { users } from "../schema/users.ts";
import { isMachineLive } from "./live-machine.ts";

export type NewToken = {
  readonly id: string;
  readonly vaultId: string;
  readonly name: string;
  readonly description: string;
  readonly tokenHash: Uint8Array;
  readonly sourceCidr: string | null;
  readonly hostnamePattern: string | null;
  readonly namePattern: string | null;
  readonly machineLifetimeSeconds: number;
  readonly tokenLifetimeSeconds: number;
  readonly maxUses: number;
  readonly createdBy: string;
  /** The token whose place it takes. */
  readonly replacesTokenId?: string;
};

const mine = (vaultId: string, tokenId: string) =>
  and(eq(enrollmentTokens.id, tokenId), eq(enrollmentTokens.vaultId, vaultId));

export async function insertToken(tx: Transaction, token: NewToken): Promise<void> {
  const { tokenLifetimeSeconds, ...row } = token;
  const expiresAt = sql`clock_timestamp() + make_interval(secs => ${tokenLifetimeSeconds}::int)`;
  await tx
    .insert(enrollmentTokens)
    .values({ ...row, expiresAt })
    .catch((error: unknown) => {
      if (brokenConstraint(error) !== "enrollment_tokens_vault_name") throw error;
      const message = `A token named ${token.name} exists already, perhaps an ended one. Choose another name.`;
      throw new AppError("conflict", { message, issues: [{ path: "name", message }], cause: error });
    });
}

// In the order in which an enrollment is refused, by the database's clock.
const state = sql<TokenState>`case
  when enrollment_tokens.revoked_at is not null then 'revoked'
  when enrollment_tokens.expires_at <= clock_timestamp() then 'expired'
  when enrollment_tokens.uses >= enrollment_tokens.max_uses then 'exhausted'
  else 'active' end`;

const overview = {
  id: enrollmentTokens.id,
  name: enrollmentTokens.name,
  description: enrollmentTokens.description,
  state,
  uses: enrollmentTokens.uses,
  maxUses: enrollmentTokens.maxUses,
  liveMachineCount: sql<number>`(select count(*)::int from machines
    where machines.enrollment_token_id = enrollment_tokens.id and ${isMachineLive})`,
  secretCount: sql<number>`(select count(*)::int from enrollment_token_secrets
    join secrets on secrets.id = enrollment_token_secrets.secret_id and secrets.deleted_at is null
    where enrollment_token_secrets.token_id = enrollment_tokens.id)`,
  projectNames: sql<string[]>`array(select projects.name from enrollment_token_projects
    join projects on projects.id = enrollment_token_projects.project_id
    where enrollment_token_projects.token_id = enrollment_tokens.id order by projects.name)`,
  createdAt: enrollmentTokens.createdAt,
  expiresAt: enrollmentTokens.expiresAt,
  lastUsedAt: enrollmentTokens.lastUsedAt,
  revokedAt: enrollmentTokens.revokedAt,
};

export type TokenOverview = Awaited<ReturnType<typeof listTokens>>[number];

/** The newest first. */
export function listTokens(db: Executor, vaultId: string) {
  return db
    .select(overview)
    .from(enrollmentTokens)
    .where(eq(enrollmentTokens.vaultId, vaultId))
    .orderBy(desc(enrollmentTokens.createdAt), desc(enrollmentTokens.id));
}

/** With its limits and who made it; null when the vault has no such token. */
export async function findToken(db: Executor, vaultId: string, tokenId: string) {
  const [row] = await db
    .select({
      ...overview,
      sourceCidr: enrollmentTokens.sourceCidr,
      hostnamePattern: enrollmentTokens.hostnamePattern,
      namePattern: enrollmentTokens.namePattern,
      machineLifetimeSeconds: enrollmentTokens.machineLifetimeSeconds,
      revokeReason: enrollmentTokens.revokeReason,
      createdBy: sql<string>`coalesce(${users.name}, ${enrollmentTokens.createdBy})`,
    })
    .from(enrollmentTokens)
    .leftJoin(users, eq(users.id, enrollmentTokens.createdBy))
    .where(mine(vaultId, tokenId));
  return row ?? null;
}

/** The token behind a hash; null when it is unknown or another vault's. */
export async function findTokenByHash(db: Executor, vaultId: string, tokenHash: Uint8Array) {
  const [row] = await db
    .select({ id: enrollmentTokens.id, name: enrollmentTokens.name, state })
    .from(enrollmentTokens)
    .where(and(eq(enrollmentTokens.tokenHash, tokenHash), eq(enrollmentTokens.vaultId, vaultId)));
  return row ?? null;
}

/**
 * The token's row, kept until the transaction ends: enrollments under way have committed, later ones wait.
 * Null when the vault has no such token.
 */
export async function lockToken(tx: Transaction, vaultId: string, tokenId: string) {
  const [row] = await tx
    .select({ id: enrollmentTokens.id, name: enrollmentTokens.name })
    .from(enrollmentTokens)
    .where(mine(vaultId, tokenId))
    .for("update");
  return row ?? null;
}

/** False when it had been revoked before; the first reason stays. */
export async function revokeStoredToken(
  tx: Transaction,
  vaultId: string,
  { tokenId, reason }: { readonly tokenId: string; readonly reason: string },
): Promise<boolean> {
  const revoked = await tx
    .update(enrollmentTokens)
    .set({ revokedAt: sql`clock_timestamp()`, revokeReason: reason === "" ? null : reason })
    .where(and(mine(vaultId, tokenId), isNull(enrollmentTokens.revokedAt)))
    .returning({ id: enrollmentTokens.id });
  return revoked.length === 1;
}
