import { sql } from "drizzle-orm";
import type { Executor, Transaction } from "../client.ts";

export type WatchedSecret = {
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly version: number;
  readonly isDeleted: boolean;
  readonly isGranted: boolean;
  readonly isLinked: boolean;
  /** The version the reader received last, or was first compared with; null before both. */
  readonly baseline: number | null;
};

/**
 * The reader's vault's secrets among these ids, one statement for any number. What was received last is in the audit log, so a
 * read writes nothing for watchers. Ranges of one id and the order by them leave the planner the one index of a machine's reads
 * (see `last-read.ts`); the bound on time leaves out the months to come.
 */
export async function listWatchedSecrets(
  db: Executor,
  { machineId, vaultId }: { readonly machineId: string; readonly vaultId: string },
  secretIds: readonly string[],
): Promise<WatchedSecret[]> {
  return db.execute<WatchedSecret>(sql`
    select s.id, s.name, s.project_id as "projectId", s.current_version as version,
      s.deleted_at is not null as "isDeleted",
      exists (select from grants g where g.secret_id = s.id and g.machine_id = ${machineId}::uuid) as "isGranted",
      exists (select from machine_projects p
        where p.project_id = s.project_id and p.machine_id = ${machineId}::uuid) as "isLinked",
      greatest(baseline.version, received.version) as baseline
    from jsonb_array_elements_text(${JSON.stringify(secretIds)}::text::jsonb) as asked (id)
    join secrets s on s.id = asked.id and s.vault_id = ${vaultId}
    left join watch_baselines baseline on baseline.machine_id = ${machineId}::uuid and baseline.secret_id = s.id
    left join lateral (
      select e.version from audit_events e
      where e.vault_id = ${vaultId} and e.machine_id between ${machineId}::text and ${machineId}::text
        and e.secret_id between s.id and s.id and e.action = 'secret.read'
        and e.at < statement_timestamp() + interval '1 hour'
      order by e.machine_id desc, e.secret_id desc, e.at desc, e.id desc limit 1
    ) received on true`);
}

/**
 * Where a machine's comparison starts, once per secret: the first to say it stays right. A secret that was removed for good
 * meanwhile is left out, and one order for everyone lets no two polls wait for each other.
 */
export async function insertBaselines(
  tx: Transaction,
  machineId: string,
  versions: readonly { readonly secretId: string; readonly version: number }[],
): Promise<void> {
  if (versions.length === 0) return;
  await tx.execute(sql`
    insert into watch_baselines (machine_id, secret_id, version)
    select ${machineId}::uuid, s.id, seen.version
    from jsonb_to_recordset(${JSON.stringify(versions)}::text::jsonb) as seen ("secretId" text, version int)
    join secrets s on s.id = seen."secretId"
    order by s.id for key share of s
    on conflict do nothing`);
}
