import { connect } from "../client.ts";

/** One question, or change, of somebody beside the product, over a connection of its own. */
export async function queryDatabase(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const sql = connect(url, { max: 1, name: "sikkerkey-beside" });
  try {
    return [...(await sql.unsafe<Record<string, unknown>[]>(text))];
  } finally {
    await sql.end({ timeout: 5 });
  }
}
