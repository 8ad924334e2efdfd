import { beforeAll, expect, test } from "vitest";
import { rounds } from "#server/testing/rounds.ts";
import { testDatabase } from "../testing/test-database.ts";
import { type EventFilter, eventPageStatement, IN_INDEX_ORDER } from "./event-pages.ts";

const world = await testDatabase();
const VAULT = "vault_0000000000000001";
const machine = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

const day = (n: number) => new Date(start + n * 86_400_000);
const start = Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth());

// As a busy vault looks: a few people and secrets, many machines, nearly everything an allowed read, other vaults beside, and
// a year of months, of which the first was before the log had a partition for it.
beforeAll(async () => {
  await world.ownerSql`set statement_timeout = '300s'`;
  await world.ownerSql`
    insert into audit_events (vault_id, at, action, outcome, actor_kind, actor_id, actor_label, project_id, secret_id,
      machine_id, token_id, source_ip, request_id)
    select
      case when n % 10 = 0 then 'vault_other' else ${VAULT} end,
      ${day(-30)}::timestamptz + n * interval '360 days' / ${rounds.auditRows}::int,
      case when n % 500 = 0 then 'secret.revealed' when n % 97 = 0 then 'secret.read_denied' else 'secret.read' end,
      case when n % 97 = 0 then 'denied' else 'allowed' end,
      case when n % 500 = 0 then 'user' else 'machine' end,
      case when n % 500 = 0 then 'usr_' || n % 3 else machine end, 'label',
      case when n % 3 = 0 then 'proj_' || n % 20 end,
      case when n % 2 = 0 then 'sk_' || n % 300 end,
      case when n % 500 > 0 then machine end,
      case when n % 4 = 0 then 'etok_' || n % 40 end,
      '192.0.2.1', 'req'
    from (select n, '00000000-0000-4000-8000-' || lpad((n % 5000)::text, 12, '0') as machine
      from generate_series(1, ${rounds.auditRows}::int) n) as rows`;
  await world.ownerSql`analyze audit_events`;
}, 300_000);

const filters: [string, Partial<EventFilter>][] = [
  ["nothing", {}],
  ["an actor", { actorId: "usr_1" }],
  ["a machine as the actor", { actorId: machine(1234) }],
  ["a secret", { secretId: "sk_8" }],
  ["a machine", { machineId: machine(1234) }],
  ["a token", { tokenId: "etok_4" }],
  ["a project", { projectId: "proj_3" }],
  ["a common action", { action: "secret.read" }],
  ["a rare action", { action: "secret.revealed" }],
  ["an action that never was", { action: "project.deleted" }],
  ["the common outcome", { outcome: "allowed" }],
  ["an outcome", { outcome: "denied" }],
  ["an outcome that never was", { outcome: "failed" }],
  ["a span of time", { from: day(40), to: day(41) }],
  ["an actor in a span", { actorId: "usr_1", from: day(40) }],
  ["a machine's reads as the actor", { actorId: machine(1234), action: "secret.read" }],
  ["a machine's denials", { machineId: machine(1234), outcome: "denied" }],
  ["a secret's denials", { secretId: "sk_8", outcome: "denied" }],
  ["a token's reads", { tokenId: "etok_4", action: "secret.read" }],
  ["a machine's reads", { machineId: machine(1234), action: "secret.read" }],
  ["a machine's use of a secret", { machineId: machine(1234), secretId: "sk_34" }],
  ["a person's reveals", { actorId: "usr_1", action: "secret.revealed" }],
  ["a project's denials", { projectId: "proj_3", outcome: "denied" }],
  ["a token's denials in a span", { tokenId: "etok_4", outcome: "denied", from: day(40) }],
  ["an action and its outcome", { action: "secret.read_denied", outcome: "denied" }],
];
const MOST = new Set(["nothing", "a common action", "the common outcome", "a span of time"]);
const middle = { micros: `${day(100).getTime()}000`, id: "50000" };
const places = [
  ["the first page", {}],
  ["older rows", { older: middle }],
  ["newer rows", { newer: middle }],
] as const;

test.each(
  filters.flatMap(([name, filter]) =>
    places.map(([where, at]) => [name, where, { ...filter, ...at }] as const),
  ),
)("by %s, %s: an index, no sort and no scan of the table", async (filter, _, query) => {
  const { sql, params } = eventPageStatement(world.db, { ...query, vaultId: VAULT, limit: 51 }).toSQL();
  const values = params.map((value) => (value instanceof Date ? value.toISOString() : value)) as string[];
  const rows = await world.sql.begin(async (tx) => {
    await tx.unsafe(IN_INDEX_ORDER);
    return tx.unsafe(`explain (costs off) ${sql}`, values);
  });
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  const scans = plan.split("\n").filter((line) => / on audit_events_/.test(line));
  expect(scans.length).toBeGreaterThan(0);
  for (const scan of scans) expect(scan).toMatch(/Index (Only )?Scan (Backward )?using audit_events_/);
  // A filter that most rows fail is never a walk through the whole vault's log.
  if (!MOST.has(filter)) expect(plan).not.toContain("_vault_id_at_id_action_idx");
  expect(plan).not.toMatch(/-> +(Incremental )?Sort/);
});

test.each(filters.filter(([name]) => !MOST.has(name)))(
  "by %s: a plan that was made without the values finds the same index",
  async (_, filter) => {
    const { sql, params } = eventPageStatement(world.db, { ...filter, vaultId: VAULT, limit: 51 }).toSQL();
    const values = params
      .map((value) => `'${value instanceof Date ? value.toISOString() : value}'`)
      .join(", ");
    const rows = await world.sql.begin(async (tx) => {
      await tx.unsafe(`${IN_INDEX_ORDER}, set_config('plan_cache_mode', 'force_generic_plan', true)`);
      await tx.unsafe(`prepare page as ${sql}`);
      const plan = await tx.unsafe(`explain (costs off) execute page (${values})`);
      await tx.unsafe("deallocate page");
      return plan;
    });
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toContain("using audit_events_");
    expect(plan).not.toContain("_vault_id_at_id_action_idx");
    expect(plan).not.toMatch(/-> +(Incremental )?Sort/);
  },
);

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
