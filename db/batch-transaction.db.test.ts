import { expect, test } from "vitest";
import { inBatchTransaction } from "./batch-transaction.ts";
import { connect } from "./client.ts";
import { inLaneTransaction } from "./lane-transaction.ts";
import { testDatabase } from "./testing/test-database.ts";

const { sql, ownerSql, url } = await testDatabase({ max: 2 });
await ownerSql`create table marks (name text primary key)`;
await ownerSql`grant select, insert on marks to public`;

const insert = (name: string) => ({ text: "insert into marks (name) values ($1)", values: [name] });
const ask = { text: "select $1::int as n", values: [7] };
const marks = async () => (await sql`select name from marks order by name`).map((row) => row["name"]);
const end = { text: "select pg_terminate_backend(pg_backend_pid())", values: [] };

test("what was asked is answered in order, and what was decided is on disk when it resolves", async () => {
  const result = await inBatchTransaction(sql.readLanes, [ask, insert("asked"), ask], ([first, , last]) => ({
    last: insert("decided"),
    result: [first?.[0]?.["n"], last?.[0]?.["n"]],
  }));
  expect(result).toEqual([7, 7]);
  expect(await marks()).toEqual(["asked", "decided"]);
});

test("a failing question, decision or last statement leaves nothing, and the connection goes on", async () => {
  const refused = [
    () =>
      inBatchTransaction(sql.readLanes, [insert("q"), insert("asked")], () => ({ last: null, result: 0 })),
    () =>
      inBatchTransaction(sql.readLanes, [insert("d")], () => {
        throw new Error("undecided");
      }),
    () => inBatchTransaction(sql.readLanes, [insert("l")], () => ({ last: insert("asked"), result: 0 })),
  ];
  for (let round = 0; round < 5; round++)
    for (const work of refused) await expect(work()).rejects.toBeInstanceOf(Error);
  expect(await marks()).toEqual(["asked", "decided"]);
});

// The driver would write the rollback into a socket that is gone, and wait for its answer for ever.
test.each([
  [
    "with the questions",
    () => inBatchTransaction(sql.readLanes, [ask, end], () => ({ last: null, result: 0 })),
  ],
  [
    "with the last statement",
    () => inBatchTransaction(sql.readLanes, [insert("never")], () => ({ last: end, result: 0 })),
  ],
  ["in a transaction of another kind", () => inLaneTransaction(sql.lanes, (tx) => tx.unsafe(end.text))],
])("a connection that is lost %s fails at once, and the pool goes on", async (_, work) => {
  for (let round = 0; round < 6; round++) await expect(work()).rejects.toHaveProperty("code");
  const after = Array.from({ length: 12 }, () =>
    inBatchTransaction(sql.readLanes, [ask], ([rows]) => ({ last: null, result: rows?.[0]?.["n"] })),
  );
  expect(await Promise.all(after)).toEqual(Array(12).fill(7));
  expect(await marks()).not.toContain("never");
});

test("a statement that the server has forgotten fails its transaction, and is prepared anew for the next", async () => {
  const text = "insert into marks values ($1)";
  const forget = `do $$ begin execute 'deallocate ' ||
    (select quote_ident(name) from pg_prepared_statements where statement = '${text}'); end $$`;
  const run = (name: string, asked = ask) =>
    inBatchTransaction(sql.readLanes, [insert(name), asked], () => ({
      last: { text, values: [`${name} last`] },
      result: name,
    }));
  await run("known");
  await expect(run("forgotten", { text: forget, values: [] })).rejects.toMatchObject({ code: "26000" });
  expect(await marks()).not.toContain("forgotten");
  expect(await run("known again")).toBe("known again");
});

test("no age or idleness ends a connection inside its transaction", async () => {
  const short = connect(`${url}?max_lifetime=0.05&idle_timeout=0.05`, { max: 2 });
  const slow = { text: "select pg_sleep(0.3)", values: [] };
  try {
    const last = insert("of age, last");
    await inBatchTransaction(short.readLanes, [insert("of age"), slow], () => ({ last, result: 0 }));
    expect(await marks()).toEqual(expect.arrayContaining(["of age", "of age, last"]));
  } finally {
    await short.end({ timeout: 1 });
  }
});
