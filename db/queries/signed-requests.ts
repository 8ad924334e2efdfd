import { sql } from "drizzle-orm";
import type { Guardrails } from "#lib/contract/guardrails.ts";
import type { Executor, Transaction } from "../client.ts";
import { requestNonces } from "../schema/machines.ts";

type MachineKey = {
  readonly name: string;
  readonly vaultId: string;
  readonly tokenId: string | null;
  readonly publicKey: Uint8Array;
};

/** What verifying a signature needs; the id alone is no scope, because a signature names no vault. */
export async function findMachineKey(db: Executor, machineId: string): Promise<MachineKey | null> {
  const [row] = await db.execute<MachineKey>(sql`
    select name, vault_id as "vaultId", enrollment_token_id as "tokenId", public_key as "publicKey"
    from machines where id = ${machineId}::uuid`);
  return row ?? null;
}

export type RequestClaim = {
  readonly machine: {
    readonly isApproved: boolean;
    readonly isDisabled: boolean;
    readonly isExpired: boolean;
    readonly guardrails: Guardrails | null;
  } | null;
  /** The database's clock, at which all of this was decided. */
  readonly now: Date;
  /** Inside the window by the database's clock and newer than any nonce that may have been forgotten. */
  readonly isFresh: boolean;
  readonly isFirstUse: boolean;
};

/**
 * Claims a request's nonce and takes the machine's row for sharing until the transaction ends, in one statement: a
 * disable or delete that commits first is seen here, one that comes later waits for this decision (INV-23). Only a fresh
 * timestamp stores its nonce, for as long as the window could accept it again.
 */
export async function claimRequest(
  tx: Transaction,
  request: { machineId: string; timestampSeconds: number; nonce: string; windowSeconds: number },
): Promise<RequestClaim> {
  const { machineId, timestampSeconds, nonce, windowSeconds } = request;
  const rows = await tx.execute<{
    is_known: boolean;
    is_approved: boolean;
    is_disabled: boolean;
    is_expired: boolean;
    guardrails: Guardrails | null;
    now_ms: number;
    is_fresh: boolean;
    is_first_use: boolean;
  }>(sql`
    with machine as materialized (
      select id, approved_at, disabled_at, expires_at, guardrails from machines where id = ${machineId} for share
    ), clock as materialized (
      select clock_timestamp() as now, to_timestamp(${timestampSeconds}::bigint) as sent
      from (select count(*) from machine) as after_the_lock
    ), fresh as materialized (
      select clock.sent from clock, nonce_watermark
      where abs(extract(epoch from clock.now - clock.sent)) <= ${windowSeconds}::int
        and clock.sent > nonce_watermark.refused_before
    ), claimed as (
      insert into request_nonces (machine_id, nonce, expires_at)
      select ${machineId}::uuid, ${nonce}, fresh.sent + make_interval(secs => ${windowSeconds + 60}::int) from fresh
      on conflict do nothing
      returning 1
    )
    select
      machine.id is not null as is_known,
      machine.approved_at is not null and machine.approved_at <= clock.now as is_approved,
      machine.disabled_at is not null as is_disabled,
      machine.expires_at is not null and machine.expires_at <= clock.now as is_expired,
      machine.guardrails, extract(epoch from clock.now)::float8 * 1000 as now_ms,
      exists (select from fresh) as is_fresh,
      exists (select from claimed) as is_first_use
    from clock left join machine on true`);
  const row = rows[0];
  if (!row) throw new Error("The claim of a request returned no row");
  const { is_approved: isApproved, is_disabled: isDisabled, is_expired: isExpired, guardrails } = row;
  return {
    machine: row.is_known ? { isApproved, isDisabled, isExpired, guardrails } : null,
    now: new Date(row.now_ms),
    isFresh: row.is_fresh,
    isFirstUse: row.is_first_use,
  };
}

/**
 * Forgets up to `limit` nonces whose timestamps no window can accept any more. The watermark moves first and in the same
 * statement, so a clock that steps back can only refuse, never replay (security.md 3.4). Returns how many went.
 */
export async function forgetNonces(tx: Transaction, limit: number, windowSeconds: number): Promise<number> {
  await tx.execute(sql`
    update nonce_watermark
    set refused_before = greatest(refused_before, clock_timestamp() - make_interval(secs => ${windowSeconds + 60}::int))`);
  const gone = await tx.execute(sql`
    delete from ${requestNonces} where (machine_id, nonce) in (
      select machine_id, nonce from ${requestNonces} where expires_at < clock_timestamp()
      order by expires_at limit ${limit} for update skip locked
    )`);
  return gone.count;
}
