import { Writable } from "node:stream";
import type { Sql } from "../client.ts";
import { columnList, quotedName, type TableShape } from "./table-shapes.ts";

const BLOCK_BYTES = 64 * 1024;

/**
 * The rows of a table as COPY writes them, in blocks. No faster than they are taken, so memory stays small.
 */
export async function* copyRowsOut(tx: Sql, { table, columns }: TableShape): AsyncGenerator<Buffer> {
  // From a query, because a partitioned table itself cannot be copied out.
  const text = `copy (select ${columnList(columns)} from ${quotedName(table)}) to stdout`;
  const rows = await tx.unsafe(text).readable();
  let block: Buffer[] = [];
  let size = 0;
  for await (const row of rows as AsyncIterable<Buffer>) {
    size += row.length;
    block.push(row);
    if (size < BLOCK_BYTES) continue;
    yield Buffer.concat(block);
    [block, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(block);
  // The driver pauses its socket when rows wait, and wakes it only for a stream that asks for more. One that has ended asks for
  // nothing, and the server's last words would wait for ever.
  rows._read(0);
}

/** Where rows as `copyRowsOut` gave them go back into a table. It finishes when the server has taken them all, or fails. */
export async function copyRowsIn(tx: Sql, { table, columns }: TableShape): Promise<Writable> {
  const server = await tx.unsafe(`copy ${quotedName(table)} (${columnList(columns)}) from stdin`).writable();
  const rows = new Writable({
    write: (block: Buffer, _, done) => void server.write(block, done),
    final(done) {
      server.end();
      // What the server refuses after the last row, such as a foreign key, the driver tells nobody; the transaction knows.
      setImmediate(() => void tx.unsafe("select 1").then(() => done(), done));
    },
    destroy(error, done) {
      server.destroy(error ?? undefined);
      done(error);
    },
  });
  server.on("error", (error) => rows.destroy(error));
  return rows;
}
