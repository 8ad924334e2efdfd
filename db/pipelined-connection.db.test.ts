import { expect, test } from "vitest";
import { inBatchTransaction } from "./batch-transaction.ts";
import { connect } from "./client.ts";
import { silencable } from "./testing/silencable.ts";
import { testDatabase } from "./testing/test-database.ts";

const { sql, ownerSql, url } = await testDatabase({ max: 2 });

const one = { text: "select 1 as one", values: [] };
const pid = { text: "select pg_backend_pid() as pid", values: [] };
const ask = (pool = sql, statement: { text: string; values: readonly unknown[] } = one) =>
  inBatchTransaction(pool.readLanes, [statement], ([rows]) => ({ last: null, result: rows?.[0] }));

test("its session is bounded as every other one, and plans for keys", async () => {
  const names = [
    "statement_timeout",
    "lock_timeout",
    "idle_in_transaction_session_timeout",
    "synchronous_commit",
    "default_transaction_isolation",
    "jit",
  ];
  const list = names.map((name) => `current_setting('${name}') as ${name}`).join(", ");
  const [other] = await sql.unsafe(`select ${list}`);
  expect(await ask(sql, { text: `select ${list}`, values: [] })).toEqual({ ...other });
  expect(other).toMatchObject({ statement_timeout: "15s", synchronous_commit: "on", jit: "off" });
  const plans =
    "select current_setting('plan_cache_mode') as mode, current_setting('enable_seqscan') as scan";
  expect(await ask(sql, { text: plans, values: [] })).toEqual({ mode: "force_generic_plan", scan: "off" });
});

test.each([
  ["a text", "text", "a'b\"c\\d,{e}\u{1f511}\n"],
  ["nothing", "text", null],
  ["an empty text", "text", ""],
  ["texts", "text[]", ["", "null", "NULL", 'a"b', "c\\d", "{e,f}", " g ", "\u{1f511}", null]],
  ["no texts", "text[]", []],
  ["numbers", "float8[]", [1, -2.5, 1e300]],
  ["a truth", "boolean", true],
])("%s comes back as it was sent", async (_, type, value) => {
  expect(await ask(sql, { text: `select $1::${type} as it`, values: [value] })).toEqual({ it: value });
});

test("bytes, json and times are read as what they are", async () => {
  const text = `select '\\x00ff'::bytea as bytes, '{"a":[1]}'::jsonb as json, 'epoch'::timestamptz as at, 7 as n, 0.5::float8 as f`;
  expect(await ask(sql, { text, values: [] })).toEqual({
    bytes: Buffer.from([0, 255]),
    json: { a: [1] },
    at: new Date(0),
    n: 7,
    f: 0.5,
  });
});

test("a connection that ended while nobody used it costs nobody a transaction", async () => {
  for (let round = 0; round < 4; round++) {
    const { pid: backend } = (await ask(sql, pid)) ?? {};
    // When this resolves the client's side has been told.
    await sql`select pg_terminate_backend(${backend}, 5000)`;
    await ownerSql`select 1`;
    expect(await ask()).toEqual({ one: 1 });
  }
});

test("a server that goes silent holds a transaction no longer than it may take, and nobody after it", async () => {
  const network = await silencable(url);
  const pool = connect(network.url, { max: 2, transactionMs: 2_000 });
  await ask(pool);
  network.setSilent(true);
  await expect(ask(pool)).rejects.toMatchObject({ code: expect.stringMatching(/^CONNECTION_/) });
  network.setSilent(false);
  expect(await ask(pool)).toEqual({ one: 1 });
  await pool.end({ timeout: 1 });
  network.close();
});

test("transactions that wait while no connection can be made are told so, each of them", async () => {
  const nowhere = new URL(url);
  nowhere.port = "1";
  const pool = connect(nowhere.href, { max: 3 });
  const failed = Array.from({ length: 20 }, () => ask(pool));
  for (const each of failed) await expect(each).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await pool.end({ timeout: 1 });
});

test("of several servers the first that answers is taken", async () => {
  const several = new URL(url);
  several.hostname = `127.0.0.2,${several.hostname}`;
  const pool = connect(several.href, { max: 2 });
  expect(await ask(pool)).toEqual({ one: 1 });
  await pool.end({ timeout: 1 });
});

test("where TLS is only preferred, a server without it is taken as it is", async () => {
  const preferring = connect(`${url}?sslmode=prefer`, { max: 2 });
  expect(await ask(preferring)).toEqual({ one: 1 });
  await preferring.end({ timeout: 1 });
  const requiring = connect(`${url}?sslmode=require`, { max: 2 });
  await expect(ask(requiring)).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  await requiring.end({ timeout: 1 });
});

test("a statement that fails a hundred times is one on the server", async () => {
  await ownerSql`create table never (n int check (n < 0))`;
  await ownerSql`grant insert on never to public`;
  const failing = { text: "insert into never values ($1)", values: [1] };
  const one = connect(url, { max: 2 });
  for (let round = 0; round < 100; round++)
    await expect(ask(one, failing)).rejects.toMatchObject({ code: "23514" });
  const count = { text: "select count(*)::int as n from pg_prepared_statements", values: [] };
  expect((await ask(one, count))?.["n"]).toBeLessThan(10);
  await one.end({ timeout: 1 });
});

test("whoever waits for a connection while all are ended is told so", async () => {
  const pool = connect(url, { max: 2 });
  const opening = expect(pool.readLanes.take()).rejects.toMatchObject({ code: "CONNECTION_ENDED" });
  await pool.end({ timeout: 5 });
  await opening;

  const busy = connect(url, { max: 2 });
  await Promise.all([busy.readLanes.take(), busy.readLanes.take()]);
  const waiting = expect(busy.readLanes.take()).rejects.toMatchObject({ code: "CONNECTION_ENDED" });
  await busy.end({ timeout: 1 });
  await waiting;
  await expect(busy.readLanes.take()).rejects.toMatchObject({ code: "CONNECTION_ENDED" });
});

test("a wrong password is said as PostgreSQL says it", async () => {
  const wrong = new URL(url);
  wrong.password = "wrong";
  const pool = connect(wrong.href, { max: 2 });
  await expect(ask(pool)).rejects.toMatchObject({ code: "28P01" });
  await pool.end({ timeout: 1 });
});

test("an end waits for what is running, but not for ever", async () => {
  const slow = { text: "select pg_sleep(0.3)", values: [] };
  const patient = connect(url, { max: 2 });
  await ask(patient);
  const { connection } = await patient.readLanes.take();
  const answered = connection.send([slow]);
  await patient.end({ timeout: 5 });
  expect(await answered).toHaveLength(1);
  await expect(connection.send([one])).rejects.toMatchObject({ code: "CONNECTION_ENDED" });

  const hasty = connect(url, { max: 2 });
  await ask(hasty);
  const stuck = ask(hasty, { text: "select pg_sleep(20)", values: [] });
  const failed = expect(stuck).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  await hasty.readLanes.take();
  await hasty.end({ timeout: 0.1 });
  await failed;
});
