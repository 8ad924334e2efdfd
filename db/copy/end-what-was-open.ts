import type { Sql } from "../client.ts";

/**
 * What a database that was brought back must not go on with (security.md 2.11). It does not know what happened after its copy
 * was taken: which requests were used up, who signed out, which single-use link or code was spent. So all of that ends.
 */
export async function endWhatWasOpen(tx: Sql): Promise<void> {
  await tx.unsafe(`
    update nonce_watermark set refused_before = greatest(refused_before, clock_timestamp());
    delete from sessions;
    delete from setup_links;
    insert into ended_bundles (id, vault_id, machine_id, machine_name, link_hash, ended_as)
      select b.id, b.vault_id, b.machine_id, m.name, b.link_hash, 'expired'
      from bundles b join machines m on m.id = b.machine_id on conflict do nothing;
    delete from bundles;
    update machines set disabled_reason = 'never_downloaded' where disabled_reason = 'awaiting_download';
    update claims set revoked_at = clock_timestamp()
      where used_at is null and revoked_at is null and expires_at > clock_timestamp();
    update bootstrap_tokens set revoked_at = clock_timestamp()
      where used_at is null and revoked_at is null and expires_at > clock_timestamp();
  `);
}
