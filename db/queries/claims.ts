import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { CLAIM_STATES } from "#lib/contract/claims.ts";
import type { Executor, Transaction } from "../client.ts";
import { claimProjects, claimSecrets, claims } from "../schema/claims.ts";
import { machines } from "../schema/machines.ts";

export type NewClaim = {
  readonly id: string;
  readonly vaultId: string;
  readonly machineName: string;
  readonly codeHash: Uint8Array;
  readonly machineLifetimeSeconds: number | null;
  readonly ownerId: string;
  readonly lifetimeSeconds: number;
};

type Scope = { readonly projectId: string; readonly secretIds: readonly string[] };

const isOpen = and(
  isNull(claims.usedAt),
  isNull(claims.revokedAt),
  sql`${claims.expiresAt} > clock_timestamp()`,
);

/** The claim with what its machine is to read; returns when the code ends. */
export async function insertClaim(tx: Transaction, claim: NewClaim, scope: Scope): Promise<Date> {
  const { lifetimeSeconds, ...row } = claim;
  const expiresAt = sql`clock_timestamp() + make_interval(secs => ${lifetimeSeconds}::int)`;
  const [made] = await tx
    .insert(claims)
    .values({ ...row, expiresAt })
    .returning({ expiresAt: claims.expiresAt });
  if (made === undefined) throw new Error("A claim must be made or fail");
  await tx.insert(claimProjects).values({ claimId: claim.id, projectId: scope.projectId });
  await tx.insert(claimSecrets).values(scope.secretIds.map((secretId) => ({ claimId: claim.id, secretId })));
  return made.expiresAt;
}

/** The newest first. */
export function listOpenClaims(db: Executor, vaultId: string) {
  return db
    .select({
      id: claims.id,
      machineName: claims.machineName,
      createdAt: claims.createdAt,
      expiresAt: claims.expiresAt,
    })
    .from(claims)
    .where(and(eq(claims.vaultId, vaultId), isOpen))
    .orderBy(desc(claims.createdAt), desc(claims.id));
}

/** Ends a claim whose code may still be used; null when there is no such claim in the vault. */
export async function revokeOpenClaim(tx: Transaction, vaultId: string, claimId: string) {
  const [row] = await tx
    .update(claims)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(and(eq(claims.id, claimId), eq(claims.vaultId, vaultId), isOpen))
    .returning({ id: claims.id, machineName: claims.machineName });
  return row ?? null;
}

/** Whether a claim still waits, and the machine that it bound; null when the vault has no such claim. */
export async function findClaimStatus(db: Executor, vaultId: string, claimId: string) {
  const [row] = await db
    .select({
      state: sql<(typeof CLAIM_STATES)[number]>`case
        when ${claims.usedAt} is not null then 'used'
        when ${claims.revokedAt} is not null then 'revoked'
        when ${claims.expiresAt} <= clock_timestamp() then 'expired'
        else 'open' end`,
      secondsLeft: sql<number>`greatest(0,
        floor(extract(epoch from ${claims.expiresAt} - clock_timestamp())))::int`,
      machine: {
        id: machines.id,
        name: machines.name,
        publicKey: machines.publicKey,
        sourceIp: machines.sourceIp,
        createdAt: machines.createdAt,
      },
    })
    .from(claims)
    .leftJoin(machines, and(eq(machines.id, claims.machineId), eq(machines.vaultId, claims.vaultId)))
    .where(and(eq(claims.id, claimId), eq(claims.vaultId, vaultId)));
  return row ?? null;
}
