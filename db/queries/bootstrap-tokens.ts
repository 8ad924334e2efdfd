import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Guardrails } from "#lib/contract/guardrails.ts";
import type { Executor, Transaction } from "../client.ts";
import { bootstrapTokens } from "../schema/bootstrap-tokens.ts";

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
