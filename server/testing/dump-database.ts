import type { Sql } from "#db/client.ts";

/** Every row of every table, with binary columns as their raw bytes: what a stolen backup would hold. */
export async function dumpDatabase(ownerSql: Sql): Promise<Buffer> {
  const tables =
    await ownerSql`select table_name as name from information_schema.tables where table_schema = 'public'`;
  const parts: Buffer[] = [];
  for (const { name } of tables) {
    for (const row of await ownerSql`select * from ${ownerSql(name)}`) {
      for (const value of Object.values(row)) {
        parts.push(Buffer.isBuffer(value) ? value : Buffer.from(`${String(value)}\n`));
      }
    }
  }
  return Buffer.concat(parts);
}
