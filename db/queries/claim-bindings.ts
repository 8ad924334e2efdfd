import { and, eq, sql } from "drizzle-orm";
import type { Executor, Transaction } from "../client.ts";
import { claims } from "../schema/claims.ts";
import { machines, publicKeys } from "../schema/machines.ts";

/** The claim behind a code's hash, whoever's it is; its state by the database's clock. */
export async function findClaim(db: Executor, codeHash: Uint8Array) {
  const [row] = await db
    .select({
      id: claims.id,
      vaultId: claims.vaultId,
      machineName: claims.machineName,
      machineLifetimeSeconds: claims.machineLifetimeSeconds,
      ownerId: claims.ownerId,
      machineId: claims.machineId,
      isRevoked: sql<boolean>`${claims.revokedAt} is not null`,
      isUsed: sql<boolean>`${claims.usedAt} is not null`,
      isExpired: sql<boolean>`${claims.expiresAt} <= clock_timestamp()`,
    })
    .from(claims)
    .where(eq(claims.codeHash, codeHash));
  return row ?? null;
}

export type FoundClaim = NonNullable<Awaited<ReturnType<typeof findClaim>>>;

/** The machine that the claim bound to this key within the retry window, unless it was disabled or has ended: a lost answer. */
export async function findRecentBinding(
  db: Executor,
  binding: { claimId: string; publicKey: Uint8Array; withinSeconds: number },
) {
  const [row] = await db
    .select({ id: machines.id, name: machines.name, expiresAt: machines.expiresAt })
    .from(machines)
    .where(
      and(
        eq(machines.publicKey, binding.publicKey),
        eq(machines.claimId, binding.claimId),
        sql`${machines.createdAt} > clock_timestamp() - make_interval(secs => ${binding.withinSeconds}::int)`,
        sql`${machines.disabledAt} is null`,
        sql`(${machines.expiresAt} is null or ${machines.expiresAt} > clock_timestamp())`,
      ),
    );
  return row ?? null;
}

/** Whether this is the key that the claim bound, also when its machine is gone. */
export async function isKeyOfClaim(
  db: Executor,
  { claimId, publicKey }: { claimId: string; publicKey: Uint8Array },
): Promise<boolean> {
  const [row] = await db
    .select({ id: claims.id })
    .from(claims)
    .innerJoin(publicKeys, eq(publicKeys.machineId, claims.machineId))
    .where(and(eq(claims.id, claimId), eq(publicKeys.publicKey, publicKey)));
  return row !== undefined;
}

/** Spends the claim on this machine, or says that it cannot be spent any more: the update is what makes it single-use. */
export async function takeClaim(tx: Transaction, claimId: string, machineId: string): Promise<boolean> {
  const taken = await tx
    .update(claims)
    .set({ usedAt: sql`clock_timestamp()`, machineId })
    .where(
      and(
        eq(claims.id, claimId),
        sql`${claims.usedAt} is null`,
        sql`${claims.revokedAt} is null`,
        sql`${claims.expiresAt} > clock_timestamp()`,
      ),
    )
    .returning({ id: claims.id });
  return taken.length === 1;
}

type NewMachine = {
  readonly id: string;
  readonly vaultId: string;
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly hostname: string;
  readonly sourceIp: string;
  readonly claimId: string;
  readonly ownerId: string;
  /** Counted from now; null for a machine that does not expire. */
  readonly lifetimeSeconds: number | null;
};

/**
 * The approved machine with the claim's projects and live secrets, as far as they still exist; returns them, and when it
 * expires. What is being removed for good meanwhile is left out.
 */
export async function insertBoundMachine(tx: Transaction, machine: NewMachine) {
  const { lifetimeSeconds, ...row } = machine;
  const [made] = await tx
    .insert(machines)
    .values({
      ...row,
      kind: "container",
      approvedAt: sql`clock_timestamp()`,
      expiresAt:
        lifetimeSeconds === null
          ? null
          : sql`clock_timestamp() + make_interval(secs => ${lifetimeSeconds}::int)`,
    })
    .returning({ expiresAt: machines.expiresAt });
  if (made === undefined) throw new Error("A bound machine must be made or fail");
  const linked = await tx.execute<{ id: string }>(sql`
    insert into machine_projects (machine_id, project_id)
    select ${machine.id}::uuid, p.id from claim_projects planned join projects p on p.id = planned.project_id
    where planned.claim_id = ${machine.claimId} and p.vault_id = ${machine.vaultId}
    order by p.id for key share of p
    returning project_id as id`);
  const secrets = await tx.execute<{ id: string; name: string; projectId: string }>(sql`
    with given as (
      insert into grants (machine_id, secret_id)
      select ${machine.id}::uuid, s.id from claim_secrets planned join secrets s on s.id = planned.secret_id
      where planned.claim_id = ${machine.claimId} and s.vault_id = ${machine.vaultId} and s.deleted_at is null
      order by s.id for key share of s
      returning secret_id)
    select s.id, s.name, s.project_id as "projectId" from given join secrets s on s.id = given.secret_id order by s.id`);
  return { expiresAt: made.expiresAt, projectIds: linked.map(({ id }) => id), secrets: [...secrets] };
}
