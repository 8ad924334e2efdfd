import { connect } from "../client.ts";

export type Age = { readonly vaultId: string; readonly events: number; readonly nonces: number };

const CHUNK = 250_000;

/**
 * Makes a log look years old in minutes, as its owner: reads of many machines and secrets in this month's partition, where
 * new ones go, and nonces that are all still to be remembered. Ends with fresh statistics.
 */
export async function ageLog(ownerUrl: string, { vaultId, events, nonces }: Age): Promise<void> {
  const sql = connect(ownerUrl, { max: 1, name: "sikkerkey-age" });
  try {
    await sql`set statement_timeout = 0`;
    for (let from = 0; from < events; from += CHUNK) {
      await sql`insert into audit_events (vault_id, at, action, outcome, actor_kind, actor_id, actor_label, target_kind,
          target_id, target_label, project_id, secret_id, machine_id, token_id, version, source_ip, user_agent, request_id)
        select ${vaultId}, month.start + (now() - month.start) * (n::float8 / ${events}::int), 'secret.read', 'allowed',
          'machine', machine, 'ci-' || n % 10000, 'secret', secret, 'SECRET', 'proj_' || n % 40, secret, machine,
          'etok_' || n % 60, 1, '192.0.2.1', 'node', 'req-' || n
        from generate_series(${from + 1}::int, ${Math.min(from + CHUNK, events)}::int) n,
          lateral (select md5((n % 10000)::text)::uuid::text as machine, 'sk_' || n % 3000 as secret) made,
          (select date_trunc('month', now(), 'UTC') as start) month`;
    }
    for (let from = 0; from < nonces; from += CHUNK) {
      await sql`insert into request_nonces (machine_id, nonce, expires_at)
        select md5((n % 10000)::text)::uuid, md5(n::text), now() + interval '1 hour'
        from generate_series(${from + 1}::int, ${Math.min(from + CHUNK, nonces)}::int) n`;
    }
    await sql`vacuum (analyze) audit_events`;
    await sql`vacuum (analyze) request_nonces`;
  } finally {
    await sql.end();
  }
}
