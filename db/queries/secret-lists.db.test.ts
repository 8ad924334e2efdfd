import { expect, test } from "vitest";
import { newId } from "#lib/ids.ts";
import { testDatabase } from "../testing/test-database.ts";
import { listProjects } from "./projects.ts";
import { findSecretOverview, listSecrets } from "./secret-lists.ts";

const { db, ownerSql } = await testDatabase();
const [vaultId, projectId] = [newId("vault"), newId("proj")];

await ownerSql`insert into vaults (id, name) values (${vaultId}, 'v')`;
await ownerSql`insert into projects (id, vault_id, name, description) values (${projectId}, ${vaultId}, 'p', '')`;
await ownerSql`insert into secrets (id, vault_id, project_id, name, note, kind, current_version, created_by)
  select 'sk_' || n, ${vaultId}, ${projectId}, 'S' || n, '', 'single', 1, 'usr' from generate_series(1, 50) n`;
await ownerSql`insert into secret_versions (secret_id, version, sealed_value, size_bytes, created_by)
  select 'sk_' || n, 1, '', 0, 'usr' from generate_series(1, 50) n`;
// Two busy secrets of one project: to the planner a walk through the vault's whole log looks as good as their own index.
await ownerSql`insert into audit_events
  (vault_id, at, action, outcome, actor_kind, actor_label, secret_id, project_id, request_id)
  select ${vaultId}, now() - n * interval '1 second', 'secret.read', 'allowed', 'machine', 'm',
    'sk_' || (n % 2 + 1), ${projectId}, 'r' from generate_series(1, 40000) n`;
await ownerSql`analyze`;

type Built = { toSQL(): { sql: string; params: unknown[] } };

async function planOf(query: Built): Promise<string> {
  const { sql: text, params } = query.toSQL();
  const rows = await ownerSql.unsafe(`explain ${text}`, params as string[]);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

const lists = {
  secret_id: () => listSecrets(db, vaultId, { projectId, search: "", readsMax: 10 }),
  project_id: () => listProjects(db, vaultId),
};

test.each(Object.entries(lists))("a list looks for reads by %s and nowhere else", async (column, query) => {
  const plan = await planOf(query());
  const scans = plan.split("\n").filter((line) => line.includes(" on audit_events_"));
  expect(scans).not.toEqual([]);
  expect(plan).not.toMatch(/Sort {2}\(.*\n +Sort Key: e/);
  for (const scan of scans)
    expect(scan).toMatch(
      new RegExp(`Index (Only )?Scan (Backward )?using audit_events_\\w+_vault_id_${column}_at_id_idx on`),
    );
});

test("a list of fifty secrets is one statement with each one's own counts", async () => {
  const listed = await listSecrets(db, vaultId, { projectId, search: "", readsMax: 30_000 });
  expect(listed).toHaveLength(50);
  const reads = new Map(listed.map(({ id, readsLast7Days }) => [id, readsLast7Days]));
  expect([reads.get("sk_1"), reads.get("sk_2"), reads.get("sk_3")]).toEqual([20_000, 20_000, 0]);
  const [one, never] = [await overviewOf("sk_1"), await overviewOf("sk_3")];
  expect(one?.lastReadAt).toBeInstanceOf(Date);
  expect(one?.lastReadAt).toEqual(listed.find(({ id }) => id === "sk_1")?.lastReadAt);
  expect(never?.lastReadAt).toBeNull();
});

const overviewOf = (secretId: string) => findSecretOverview(db, vaultId, secretId, 10);
