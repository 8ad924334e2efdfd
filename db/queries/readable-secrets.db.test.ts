import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { newId } from "#lib/ids.ts";
import { BY_KEY } from "../client.ts";
import type { Statement } from "../statement.ts";
import { testDatabase } from "../testing/test-database.ts";
import { findSecretsStatement, listForExportStatement } from "./readable-secrets.ts";

const { ownerSql } = await testDatabase();
const [vaultId, projectId, machineId] = [newId("vault"), newId("proj"), randomUUID()];

const storeSecrets = async (from: number, to: number) => {
  await ownerSql`insert into secrets (id, vault_id, project_id, name, note, kind, current_version, created_by)
    select 'sk_' || n, ${vaultId}, ${projectId}, 'S' || n, '', 'single', 1, 'usr' from generate_series(${from}::int, ${to}::int) n`;
  await ownerSql`insert into secret_versions (secret_id, version, sealed_value, size_bytes, created_by)
    select 'sk_' || n, 1, '', 0, 'usr' from generate_series(${from}::int, ${to}::int) n`;
};

await ownerSql`insert into vaults (id, name) values (${vaultId}, 'v')`;
await ownerSql`insert into projects (id, vault_id, name, description) values (${projectId}, ${vaultId}, 'p', '')`;
await storeSecrets(1, 3);

const reader = { machineId, vaultId };
const statements: Readonly<Record<string, { statement: Statement; types: string }>> = {
  "a read": {
    statement: findSecretsStatement([{ ...reader, secretId: "sk_2" }]),
    types: "uuid[], text[], text[]",
  },
  "an export": {
    statement: listForExportStatement(reader, null, { max: 1_001, sealedMaxBytes: 65_536 }),
    types: "uuid, text, text, int, int",
  },
};

test.each(Object.entries(statements))(
  "%s looks secrets up by their key alone, also by a plan that was made when there were three",
  async (_, { statement, types }) => {
    // One connection, set up as the lanes of reads and exports are.
    for (const [name, value] of Object.entries(BY_KEY)) await ownerSql.unsafe(`set ${name} = ${value}`);
    await ownerSql`delete from secrets where id not in ('sk_1', 'sk_2', 'sk_3')`;
    await ownerSql`analyze secrets, secret_versions, grants`;
    await ownerSql`deallocate all`;
    await ownerSql.unsafe(`prepare kept (${types}) as ${statement.text}`);
    const nulls = types.replaceAll(/[^,]+/g, "null");
    const scansOfPlan = async () => {
      const lines = await ownerSql.unsafe(`explain execute kept (${nulls})`);
      return lines
        .map((line) => String(line["QUERY PLAN"]))
        .filter((line) => / on secret(s|_versions)\b/.test(line));
    };
    const before = await scansOfPlan();
    await storeSecrets(4, 2_000);
    for (const scans of [before, await scansOfPlan()]) {
      expect(scans).toHaveLength(2);
      expect(scans.join("\n")).toMatch(/Index Scan using secrets_pkey on secrets\b/);
      expect(scans.join("\n")).toMatch(/Index Scan using secret_versions_pk on secret_versions\b/);
    }
  },
);
