import { sql } from "drizzle-orm";
import type { Row } from "postgres";
import type { Guardrails } from "#lib/contract/guardrails.ts";
import type { Executor, Transaction } from "../client.ts";
import { requestNonces } from "../schema/machines.ts";
import { asSql, type Statement } from "../statement.ts";

type MachineKey = {
  readonly name: string;
  readonly vaultId: string;
  readonly tokenId: string | null;
  readonly publicKey: Uint8Array;
  readonly publicKeyHex: string;
};

/** What verifying a signature needs; the id alone is no scope, because a signature names no vault. */
export async function findMachineKey(db: Executor, machineId: string): Promise<MachineKey | null> {
  const [row] = await db.execute<MachineKey>(sql`
    select name, vault_id as "vaultId", enrollment_token_id as "tokenId", public_key as "publicKey", encode(public_key, 'hex') as "publicKeyHex"
    from machines where id = ${machineId}::uuid`);
  return row ?? null;
}

export type SignedRequest = {
  readonly machineId: string;
  /** The key that verified the signature, raw, in hex. */
  readonly publicKeyHex: string;
  readonly timestampSeconds: number;
  readonly nonce: string;
};

export type RequestClaim = {
  /** Null when there is no such machine, or it has another key by now. */
  readonly machine: {
    readonly name: string;
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
  /** Which of the machine's metered requests of this second it is, from 1; 0 for one that was not metered. */
  readonly budgetUsed: number;
};

// Rows are locked and inserted in one order, so that two batches that share machines or nonces cannot wait for each other.
// Of copies of one request in the same batch only the first may be the first use: joined back on machine and nonce alone,
// each copy would find the row that the first one made.
const claimText = (metered: { readonly ctes: string; readonly used: string; readonly join: string }) => `
  with request as materialized (
    select ord, machine_id, decode(key, 'hex') as key, to_timestamp(sent) as sent, nonce
    from unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[]) with ordinality as r (machine_id, key, sent, nonce, ord)
  ), machine as materialized (
    select id, public_key, name, approved_at, disabled_at, expires_at, guardrails from machines
    where id = any ($1::uuid[]) order by id for share
  ), clock as materialized (
    select clock_timestamp() as now from (select count(*) from machine) as after_the_lock
  ), fresh as materialized (
    select r.ord, r.machine_id, r.nonce, r.sent,
      row_number() over (partition by r.machine_id, r.nonce order by r.ord) as copy
    from request r, clock, nonce_watermark
    where abs(extract(epoch from clock.now - r.sent)) <= $5::int and r.sent > nonce_watermark.refused_before
  ), claimed as (
    insert into request_nonces (machine_id, nonce, expires_at)
    select machine_id, nonce, sent + make_interval(secs => $5::int + 60) from fresh where copy = 1
    order by machine_id, nonce
    on conflict do nothing
    returning machine_id, nonce
  )${metered.ctes}
  select m.name,
    m.approved_at is not null and m.approved_at <= clock.now as is_approved,
    m.disabled_at is not null as is_disabled,
    m.expires_at is not null and m.expires_at <= clock.now as is_expired,
    m.guardrails, extract(epoch from clock.now)::float8 * 1000 as now_ms,
    f.ord is not null as is_fresh,
    c.nonce is not null as is_first_use, ${metered.used} as budget_used
  from request r cross join clock
    left join machine m on m.id = r.machine_id and m.public_key = r.key
    left join fresh f on f.ord = r.ord
    left join claimed c on f.copy = 1 and c.machine_id = f.machine_id and c.nonce = f.nonce
    ${metered.join}
  order by r.ord`;

const CLAIM = claimText({ ctes: "", used: "0", join: "" });

// Preparing to count costs as much as a few claims, so it is left out where nobody is counted.
const METERED_CLAIM = claimText({
  ctes: `, metered as (
    select machine_id, count(*)::int as requests from claimed where machine_id = any ($6::uuid[]) group by machine_id
  ), budget as (
    insert into request_budgets as b (machine_id, second, requests)
    select metered.machine_id, date_trunc('second', clock.now), metered.requests
    from metered join machine on machine.id = metered.machine_id cross join clock order by 1
    on conflict (machine_id) do update set second = excluded.second,
      requests = excluded.requests + case when b.second = excluded.second then b.requests else 0 end
    returning machine_id, requests
  )`,
  used: `case when c.nonce is not null then b.requests + 1 - row_number() over (
      partition by r.machine_id, c.nonce is not null order by r.ord desc) end::int`,
  join: "left join budget b on b.machine_id = r.machine_id",
});

/**
 * Claims the nonces of these requests and takes their machines' rows for sharing until the transaction ends, in one
 * statement: a disable or delete that commits first is seen here, one that comes later waits for this decision (INV-23).
 * Only a fresh timestamp stores its nonce, for as long as the window could accept it again. One row each, in their order.
 * Only what passed all that is counted, and only for machines in `metered`: a copied request spends nobody's budget.
 */
export function claimStatement(
  requests: readonly SignedRequest[],
  windowSeconds: number,
  metered: readonly string[],
): Statement {
  const isMetered = metered.length > 0;
  return {
    text: isMetered ? METERED_CLAIM : CLAIM,
    values: [
      requests.map(({ machineId }) => machineId),
      requests.map(({ publicKeyHex }) => publicKeyHex),
      requests.map(({ timestampSeconds }) => timestampSeconds),
      requests.map(({ nonce }) => nonce),
      windowSeconds,
      ...(isMetered ? [metered] : []),
    ],
  };
}

/** A row of the claim's answer. */
export function readClaim(row: Row): RequestClaim {
  const isKnown = row["name"] !== null;
  return {
    machine: isKnown
      ? {
          name: row["name"],
          isApproved: row["is_approved"],
          isDisabled: row["is_disabled"],
          isExpired: row["is_expired"],
          guardrails: row["guardrails"],
        }
      : null,
    now: new Date(row["now_ms"]),
    isFresh: row["is_fresh"],
    isFirstUse: row["is_first_use"],
    budgetUsed: row["budget_used"] ?? 0,
  };
}

/** The same for one request, in the caller's transaction. */
export async function claimRequest(
  tx: Transaction,
  request: SignedRequest,
  windowSeconds: number,
  metered: readonly string[],
): Promise<RequestClaim> {
  const [row] = await tx.execute(asSql(claimStatement([request], windowSeconds, metered)));
  if (!row) throw new Error("The claim of a request returned no row");
  return readClaim(row);
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
