import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { TableFile } from "#lib/contract/backup.ts";

/** Columns by name as COPY writes them; null where the row has none. */
export type CopiedRow = Readonly<Record<string, string | null>>;

/** The rows of a table's file, one at a time. Stops reading when the caller does. */
export async function* readRows(folder: string, { file, columns }: TableFile): AsyncGenerator<CopiedRow> {
  const text = createGunzip();
  const unpacked = pipeline(createReadStream(join(folder, file)), text);
  // Its failure is the one that reading `text` throws.
  unpacked.catch(() => {});
  let rest: Buffer[] = [];
  for await (const chunk of text as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      const line = Buffer.concat([...rest, chunk.subarray(from, end)]).toString("utf8");
      yield rowOf(columns, line.split("\t").map(fieldText));
      [rest, from] = [[], end + 1];
    }
    rest.push(chunk.subarray(from));
  }
}

const rowOf = (columns: readonly string[], fields: readonly (string | null)[]): CopiedRow =>
  Object.fromEntries(columns.map((column, at) => [column, fields[at] ?? null]));

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** COPY's text format: a backslash before what would end a field or a row. */
const fieldText = (field: string): string | null =>
  field === "\\N" ? null : field.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter);

/** A binary column of ours, which PostgreSQL writes as `\x` and hex. */
export const rowBytes = (row: CopiedRow, column: string): Buffer =>
  Buffer.from((row[column] ?? "").slice(2), "hex");
