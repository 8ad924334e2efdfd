import { and, eq, sql } from "drizzle-orm";
import type { Executor, Transaction } from "../client.ts";
import { machines, publicKeys } from "../schema/machines.ts";
import { enrollmentTokens } from "../schema/tokens.ts";

/** The token behind a hash, within the vault the caller named; its state by the database's clock. */
export async function findTokenForEnrollment(db: Executor, vaultId: string, tokenHash: Uint8Array) {
  const [row] = await db
    .select({
      id: enrollmentTokens.id,
      name: enrollmentTokens.name,
      vaultId: enrollmentTokens.vaultId,
      sourceCidr: enrollmentTokens.sourceCidr,
      hostnamePattern: enrollmentTokens.hostnamePattern,
      namePattern: enrollmentTokens.namePattern,
      machineLifetimeSeconds: enrollmentTokens.machineLifetimeSeconds,
      usesLeft: sql<number>`${enrollmentTokens.maxUses} - ${enrollmentTokens.uses}`,
      isRevoked: sql<boolean>`${enrollmentTokens.revokedAt} is not null`,
      isExpired: sql<boolean>`${enrollmentTokens.expiresAt} <= clock_timestamp()`,
    })
    .from(enrollmentTokens)
    .where(and(eq(enrollmentTokens.tokenHash, tokenHash), eq(enrollmentTokens.vaultId, vaultId)));
  return row ?? null;
}

/** A machine this token made from this key within the retry window that is still alive: the caller's lost answer. */
export async function findRecentEnrollment(
  db: Executor,
  enrollment: { tokenId: string; publicKey: Uint8Array; withinSeconds: number },
) {
  const [row] = await db
    .select({
      id: machines.id,
      name: machines.name,
      vaultId: machines.vaultId,
      expiresAt: machines.expiresAt,
    })
    .from(machines)
    .where(
      and(
        eq(machines.publicKey, enrollment.publicKey),
        eq(machines.enrollmentTokenId, enrollment.tokenId),
        sql`${machines.createdAt} > clock_timestamp() - make_interval(secs => ${enrollment.withinSeconds}::int)`,
        sql`${machines.disabledAt} is null and ${machines.expiresAt} > clock_timestamp()`,
      ),
    );
  return row ?? null;
}

/**
 * Takes one use, or says that none may be taken any more. The conditional update is the limit: however many callers race,
 * `uses` never passes `max_uses` (security.md 4.3).
 */
export async function takeTokenUse(tx: Transaction, tokenId: string): Promise<boolean> {
  const taken = await tx
    .update(enrollmentTokens)
    .set({ uses: sql`${enrollmentTokens.uses} + 1`, lastUsedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(enrollmentTokens.id, tokenId),
        sql`${enrollmentTokens.uses} < ${enrollmentTokens.maxUses}`,
        sql`${enrollmentTokens.revokedAt} is null`,
        sql`${enrollmentTokens.expiresAt} > clock_timestamp()`,
      ),
    )
    .returning({ id: enrollmentTokens.id });
  return taken.length === 1;
}

/** False when the key was registered before, on this instance, by anyone, ever. */
export async function claimPublicKey(
  tx: Transaction,
  publicKey: Uint8Array,
  machineId: string,
): Promise<boolean> {
  const claimed = await tx
    .insert(publicKeys)
    .values({ publicKey, machineId })
    .onConflictDoNothing()
    .returning({ machineId: publicKeys.machineId });
  return claimed.length === 1;
}

type NewMachine = {
  readonly id: string;
  readonly vaultId: string;
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly hostname: string;
  readonly sourceIp: string;
  readonly tokenId: string;
  readonly lifetimeSeconds: number;
};

/** The approved machine with exactly the token's projects and grants; returns when it expires. */
export async function insertEnrolledMachine(tx: Transaction, machine: NewMachine): Promise<Date> {
  const [row] = await tx
    .insert(machines)
    .values({
      id: machine.id,
      vaultId: machine.vaultId,
      name: machine.name,
      kind: "ephemeral",
      publicKey: machine.publicKey,
      hostname: machine.hostname,
      sourceIp: machine.sourceIp,
      enrollmentTokenId: machine.tokenId,
      approvedAt: sql`now()`,
      expiresAt: sql`clock_timestamp() + make_interval(secs => ${machine.lifetimeSeconds}::int)`,
    })
    .returning({ expiresAt: machines.expiresAt });
  await tx.execute(sql`
    with projects as (
      insert into machine_projects (machine_id, project_id)
      select ${machine.id}::uuid, project_id from enrollment_token_projects where token_id = ${machine.tokenId}
    )
    insert into grants (machine_id, secret_id)
    select ${machine.id}::uuid, secret_id from enrollment_token_secrets where token_id = ${machine.tokenId}`);
  if (!row?.expiresAt) throw new Error("An enrolled machine must expire");
  return row.expiresAt;
}
