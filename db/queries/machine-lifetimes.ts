import { sql } from "drizzle-orm";
import type { Transaction } from "../client.ts";

export type Extension = {
  readonly id: string;
  readonly machineId: string;
  readonly seconds: number;
  /** No extension may end later than this from now. */
  readonly maxSeconds: number;
  readonly reason: string;
  readonly createdBy: string;
};

/**
 * Adds time to the present end of a temporary machine, or to now where that is over, and writes the extension; an expiry that
 * was recorded may come again. Call it with the row locked. False when the new end would be too far away, or there is none
 * to extend.
 */
export async function extendLifetime(tx: Transaction, extension: Extension): Promise<boolean> {
  const { id, machineId, seconds, maxSeconds, reason, createdBy } = extension;
  const made = await tx.execute(sql`
    with clock as materialized (select clock_timestamp() as now),
    plan as materialized (
      select machines.id, expires_at as previous, clock.now,
        greatest(expires_at, clock.now) + make_interval(secs => ${seconds}::int) as next
      from machines, clock where machines.id = ${machineId}::uuid and kind = 'temporary' and expires_at is not null
    ), extended as (
      update machines set expires_at = plan.next, expired_at = null from plan
      where machines.id = plan.id and plan.next <= plan.now + make_interval(secs => ${maxSeconds}::int)
      returning plan.*
    )
    insert into machine_extensions (id, machine_id, previous_expires_at, expires_at, reason, created_at, created_by)
    select ${id}::uuid, extended.id, extended.previous, extended.next, ${reason}, extended.now, ${createdBy} from extended
    returning id`);
  return made.length === 1;
}

/**
 * Gives the machine the end that it had before its newest extension, even if that is over by now. Call it with the row
 * locked. False when there is none to undo. The newest is the one that ends last: each ends later than the one before.
 */
export async function undoLastExtension(tx: Transaction, machineId: string): Promise<boolean> {
  const undone = await tx.execute(sql`
    with undone as (
      update machine_extensions set undone_at = clock_timestamp()
      where id = (
        select id from machine_extensions where machine_id = ${machineId}::uuid and undone_at is null
        order by expires_at desc limit 1
      )
      returning machine_id, previous_expires_at
    )
    update machines set expires_at = undone.previous_expires_at, expired_at = null from undone
    where machines.id = undone.machine_id
    returning machines.id`);
  return undone.length === 1;
}
