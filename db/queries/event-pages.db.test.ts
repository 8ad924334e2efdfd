import { beforeAll, expect, test } from "vitest";
import { rounds } from "#server/testing/rounds.ts";
import { testDatabase } from "../testing/test-database.ts";
import { type EventFilter, eventPageStatement, IN_INDEX_ORDER } from "./event-pages.ts";

const world = await testDatabase();
const VAULT = "vault_0000000000000001";
const machine = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

// As a busy vault looks: a few actors and secrets, many machines, nearly everything an allowed read, and other vaults beside.
beforeAll(async () => {
  await world.ownerSql`set statement_timeout = '300s'`;
  await world.ownerSql`
    insert into audit_events (vault_id, at, action, outcome, actor_kind, actor_id, actor_label, project_id, secret_id,
      machine_id, token_id, source_ip, request_id)
    select
      case when n % 10 = 0 then 'vault_other' else ${VAULT} end,
      timestamptz '2026-01-01' + n * interval '7 seconds',
      case when n % 500 = 0 then 'secret.revealed' when n % 97 = 0 then 'secret.read_denied' else 'secret.read' end,
      case when n % 97 = 0 then 'denied' else 'allowed' end,
      'machine', 'actor_' || n % 50, 'label',
      case when n % 3 = 0 then 'proj_' || n % 20 end,
      case when n % 2 = 0 then 'sk_' || n % 300 end,
      ('00000000-0000-4000-8000-' || lpad((n % 5000)::text, 12, '0')),
      case when n % 4 = 0 then 'etok_' || n % 40 end,
      '192.0.2.1', 'req'
    from generate_series(1, ${rounds.auditRows}::int) n`;
  await world.ownerSql`analyze audit_events`;
}, 300_000);

const filters: [string, Partial<EventFilter>][] = [
  ["nothing", {}],
  ["an actor", { actorId: "actor_7" }],
  ["a secret", { secretId: "sk_8" }],
  ["a machine", { machineId: machine(1234) }],
  ["a token", { tokenId: "etok_4" }],
  ["a project", { projectId: "proj_3" }],
  ["a common action", { action: "secret.read" }],
  ["a rare action", { action: "secret.revealed" }],
  ["an action that never was", { action: "project.deleted" }],
  ["an outcome", { outcome: "denied" }],
  ["an outcome that never was", { outcome: "failed" }],
  ["a span of time", { from: new Date("2026-01-03"), to: new Date("2026-01-04") }],
  ["an actor in a span", { actorId: "actor_7", from: new Date("2026-01-03") }],
  ["a machine's denials", { machineId: machine(1234), outcome: "denied" }],
  ["a secret's denials", { secretId: "sk_8", outcome: "denied" }],
  ["a token's reads", { tokenId: "etok_4", action: "secret.read" }],
  ["a machine's reads", { machineId: machine(1234), action: "secret.read" }],
  ["a machine's use of a secret", { machineId: machine(1234), secretId: "sk_34" }],
  ["a person's reveals", { actorId: "actor_7", action: "secret.revealed" }],
  ["a project's denials", { projectId: "proj_3", outcome: "denied" }],
  ["a token's denials in a span", { tokenId: "etok_4", outcome: "denied", from: new Date("2026-01-03") }],
  ["an action and its outcome", { action: "secret.read_denied", outcome: "denied" }],
];
const middle = { micros: `${Date.UTC(2026, 0, 5)}000`, id: "50000" };
const places = [
  ["the first page", {}],
  ["older rows", { older: middle }],
  ["newer rows", { newer: middle }],
] as const;

test.each(
  filters.flatMap(([name, filter]) =>
    places.map(([where, at]) => [name, where, { ...filter, ...at }] as const),
  ),
)("by %s, %s: an index, no sort and no scan of the table", async (_, __, query) => {
  const { sql, params } = eventPageStatement(world.db, { ...query, vaultId: VAULT, limit: 51 }).toSQL();
  const values = params.map((value) => (value instanceof Date ? value.toISOString() : value)) as string[];
  const rows = await world.sql.begin(async (tx) => {
    await tx.unsafe(IN_INDEX_ORDER);
    return tx.unsafe(`explain (costs off) ${sql}`, values);
  });
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toMatch(/Index (Only )?Scan (Backward )?using audit_events_/);
  expect(plan).not.toMatch(/\bSort\b|Seq Scan on audit_events|Bitmap/);
});

test("the newest page and the page after it meet without a gap or a repeat", async () => {
  const first = await eventPageStatement(world.db, { vaultId: VAULT, limit: 50 });
  const last = first.at(-1);
  const second = await eventPageStatement(world.db, {
    vaultId: VAULT,
    limit: 50,
    older: { micros: last?.micros ?? "", id: last?.id ?? "" },
  });
  const ids = [...first, ...second].map(({ id }) => Number(id));
  expect(new Set(ids).size).toBe(100);
  expect(ids).toEqual([...ids].sort((a, b) => b - a));
});
