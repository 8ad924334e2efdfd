import { connect } from "./client.ts";

export type Inspection = {
  readonly role: string;
  /** Settings that would lose an acknowledged audit row in a crash, as `name=value`. */
  readonly unsafe: readonly string[];
};

const DURABLE = ["fsync", "full_page_writes", "synchronous_commit"];

/** Looks at a database as its user will: who that is, and whether a commit there means *on disk*. */
export async function inspectDatabase(url: string): Promise<Inspection> {
  const sql = connect(url, { max: 1, name: "sikkerkey-inspect" });
  try {
    const [who] = await sql<{ role: string }[]>`select current_user::text as role`;
    const rows = await sql<{ name: string; setting: string }[]>`
      select name, setting from pg_settings where name in ${sql(DURABLE)}
    `;
    const unsafe = rows.filter(({ setting }) => setting === "off");
    return { role: who?.role ?? "", unsafe: unsafe.map(({ name, setting }) => `${name}=${setting}`) };
  } finally {
    await sql.end({ timeout: 1 });
  }
}
