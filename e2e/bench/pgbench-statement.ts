import type { BenchWorld } from "./bench-world.ts";

/**
 * What a signed read asks of the database, as one statement for pgbench: the machine, its nonce, the secret with version,
 * grant and link, and a whole audit row in the real table. Nonces are 63 random bits of the client's.
 */
export function pgbenchScript({ readers, secretId }: BenchWorld): string {
  const machines = readers.map(({ machineId }) => machineId).join(",");
  const statement = `
    with machine as (
      select id, vault_id, name, enrollment_token_id, public_key from machines
      where id = ('{${machines}}'::uuid[])[:m] and approved_at <= clock_timestamp() and disabled_at is null
        and (expires_at is null or expires_at > clock_timestamp())
    ), claimed as (
      insert into request_nonces (machine_id, nonce, expires_at)
      select id, :nonce::text, clock_timestamp() + interval '360 seconds' from machine
      on conflict do nothing returning machine_id
    ), secret as (
      select s.id, s.vault_id, s.project_id, s.name, s.kind, s.field_names, v.version, v.sealed_value
      from machine join secrets s on s.vault_id = machine.vault_id and s.id = '${secretId}' and s.deleted_at is null
      join secret_versions v on v.secret_id = s.id and v.version = s.current_version
      join grants g on g.machine_id = machine.id and g.secret_id = s.id
      join machine_projects p on p.machine_id = machine.id and p.project_id = s.project_id
    ), recorded as (
      insert into audit_events (vault_id, at, action, outcome, actor_kind, actor_id, actor_label, target_kind, target_id,
        target_label, project_id, secret_id, machine_id, token_id, version, source_ip, user_agent, request_id)
      select secret.vault_id, clock_timestamp(), 'secret.read', 'allowed', 'machine', machine.id::text, machine.name,
        'secret', secret.id, secret.name, secret.project_id, secret.id, machine.id::text, machine.enrollment_token_id,
        secret.version, '127.0.0.1', 'pgbench', :nonce::text
      from claimed join machine on machine.id = claimed.machine_id, secret
      returning secret_id
    )
    select secret.*, machine.public_key from recorded join secret on secret.id = recorded.secret_id, machine;`;
  return [
    `\\set m random(1, ${readers.length})`,
    "\\set nonce random(1, 9223372036854775806)",
    statement.replace(/\s+/g, " ").trim(),
    "",
  ].join("\n");
}
