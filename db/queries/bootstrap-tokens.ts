import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Guardrails } from "#lib/contract/guardrails.ts";
import type { Executor, Transaction } from "../client.ts";
import { bootstrapTokens } from "../schema/bootstrap-tokens.ts";
import { vaults } from "../schema/vaults.ts";

export type NewBootstrapToken = {
  readonly id: string;
  readonly vaultId: string;
  readonly kind: "long_lived" | "temporary";
  readonly machineName: string | null;
  readonly description: string;
  readonly tokenHash: Uint8Array;
  readonly machineLifetimeSeconds: number | null;
  readonly guardrails: Guardrails | null;
  readonly lifetimeSeconds: number;
  readonly createdBy: string;
};

const isOpen = and(
  isNull(bootstrapTokens.usedAt),
  isNull(bootstrapTokens.revokedAt),
  sql`${bootstrapTokens.expiresAt} > clock_timestamp()`,
);

/**
 * How many tokens of the vault may still be used. Holds the vault's row until the transaction ends, so that two who count
 * at once cannot both take the last place.
 */
export async function countOpenBootstrapTokens(tx: Transaction, vaultId: string): Promise<number> {
  await tx.select({ id: vaults.id }).from(vaults).where(eq(vaults.id, vaultId)).for("no key update");
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(bootstrapTokens)
    .where(and(eq(bootstrapTokens.vaultId, vaultId), isOpen));
  return row?.count ?? 0;
}

/** Returns when the token ends. */
export async function insertBootstrapToken(tx: Transaction, token: NewBootstrapToken): Promise<Date> {
  const { lifetimeSeconds, ...row } = token;
  const expiresAt = sql`clock_timestamp() + make_interval(secs => ${lifetimeSeconds}::int)`;
  const [made] = await tx
    .insert(bootstrapTokens)
    .values({ ...row, expiresAt })
    .returning({ expiresAt: bootstrapTokens.expiresAt });
  if (made === undefined) throw new Error("A bootstrap token must be made or fail");
  return made.expiresAt;
}

/** The newest first. */
export function listOpenBootstrapTokens(db: Executor, vaultId: string) {
  return db
    .select({
      id: bootstrapTokens.id,
      kind: bootstrapTokens.kind,
      machineName: bootstrapTokens.machineName,
      description: bootstrapTokens.description,
      createdAt: bootstrapTokens.createdAt,
      expiresAt: bootstrapTokens.expiresAt,
    })
    .from(bootstrapTokens)
    .where(and(eq(bootstrapTokens.vaultId, vaultId), isOpen))
    .orderBy(desc(bootstrapTokens.createdAt), desc(bootstrapTokens.id));
}

/** Ends a token that may still be used; null when there is no such token in the vault. */
export async function revokeOpenBootstrapToken(tx: Transaction, vaultId: string, tokenId: string) {
  const [row] = await tx
    .update(bootstrapTokens)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(and(eq(bootstrapTokens.id, tokenId), eq(bootstrapTokens.vaultId, vaultId), isOpen))
    .returning({ id: bootstrapTokens.id, machineName: bootstrapTokens.machineName });
  return row ?? null;
}
