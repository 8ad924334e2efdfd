import { sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, test } from "vitest";
import { connect, drizzleOver, inTransaction } from "./client.ts";
import { silencable } from "./testing/silencable.ts";
import { testDatabase } from "./testing/test-database.ts";

const world = await testDatabase({ max: 4 });
await world.ownerSql`create table tally (n int primary key)`;
await world.ownerSql`grant select, insert on tally to public`;

const stuck = async () => {
  const [row] = await world.ownerSql`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and application_name = 'test' and state like 'idle in transaction%'`;
  return row?.["n"];
};

/** Ends a backend of the same role; when this resolves the client's side has been told. */
async function endBackend(pid: number | undefined): Promise<void> {
  await world.sql`select pg_terminate_backend(${pid ?? 0}, 5000)`;
  await world.ownerSql`select 1`;
}

test("thousands of transactions and statements at once on four connections: none fails, none leaks into another", async () => {
  const transactions = Array.from({ length: 2_000 }, (_, n) =>
    inTransaction(world.db, async (tx) => {
      await tx.execute(sql`insert into tally (n) values (${n})`);
      if (n % 2 === 1) throw new Error("undone");
    }).catch((error: Error) => error.message),
  );
  // Statements of their own, each longer than what the driver writes at once, in the way of the transactions' BEGIN.
  const statements = Array.from({ length: 2_000 }, (_, n) =>
    world.db.execute(
      sql`insert into tally (n) select ${10_000 + n}::int where length(${"x".repeat(3_000)}) > 0`,
    ),
  );
  const answers = await Promise.all(transactions);
  await Promise.all(statements);
  expect(new Set(answers)).toEqual(new Set([undefined, "undone"]));
  const [row] = await world.sql`select count(*) filter (where n < 10000)::int as committed,
    count(*) filter (where n < 10000 and n % 2 = 1)::int as undone, count(*) filter (where n >= 10000)::int as alone from tally`;
  expect(row).toEqual({ committed: 1_000, undone: 0, alone: 2_000 });
  expect(await stuck()).toBe(0);
});

test("the driver's own transaction still can go without a connection of its own", async () => {
  const options = { max: 2, max_pipeline: 0 };
  const full = postgres(world.url, options);
  try {
    // The day this one succeeds one of the two reasons for the lanes is gone.
    await expect(full.begin((tx) => tx`select 1 as one`)).rejects.toThrow("UNSAFE_TRANSACTION");
  } finally {
    await full.end({ timeout: 1 });
  }
});

test("a connection that is lost inside a transaction is replaced, not handed to the next one", async () => {
  for (let round = 0; round < 8; round++) {
    const lost = inTransaction(world.db, async (tx) => {
      const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await world.ownerSql`select pg_terminate_backend(pid) from pg_stat_activity where pid = ${row?.pid ?? 0}`;
      await tx.execute(sql`select 1`);
    });
    await expect(lost).rejects.toThrow();
    await inTransaction(world.db, (tx) => tx.execute(sql`select 1`));
  }
});

// Left to itself the driver connects anew, and the rest of the transaction runs and stays without its beginning.
test("a connection that ends between two statements ends the transaction", async () => {
  for (let round = 0; round < 4; round++) {
    const lost = inTransaction(world.db, async (tx) => {
      await tx.execute(sql`insert into tally (n) values (${20_000 + round})`);
      const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await endBackend(row?.pid);
      await tx.execute(sql`insert into tally (n) values (${30_000 + round})`);
    });
    await expect(lost).rejects.toThrow();
  }
  const [row] = await world.sql`select count(*)::int as n from tally where n >= 20000`;
  expect(row?.["n"]).toBe(0);
});

test("a connection that ended while nobody used it costs nobody a transaction", async () => {
  for (let round = 0; round < 4; round++) {
    const [row] = await inTransaction(world.db, (tx) =>
      tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`),
    );
    await endBackend(row?.pid);
    await inTransaction(world.db, (tx) => tx.execute(sql`select 1`));
  }
});

test("a server that goes silent holds a transaction no longer than it may take, and nobody after it", async () => {
  const network = await silencable(world.url);
  const pool = connect(network.url, { max: 2, transactionMs: 2_000 });
  const db = drizzleOver(pool);
  const one = () => inTransaction(db, (tx) => tx.execute(sql`select 1 as one`));
  await one();
  network.setSilent(true);
  await expect(one()).rejects.toMatchObject({ code: "CONNECTION_DESTROYED" });
  network.setSilent(false);
  expect(await one()).toEqual([{ one: 1 }]);
  await pool.end({ timeout: 1 });
  network.close();
});

test("transactions that wait while no connection can be made are told so, each of them", async () => {
  const nowhere = new URL(world.url);
  nowhere.port = "1";
  const pool = connect(nowhere.href, { max: 3 });
  const failed = Array.from({ length: 20 }, () => inTransaction(drizzleOver(pool), async () => 0));
  for (const one of failed) await expect(one).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await pool.end({ timeout: 1 });
});

test("a commit that the server refuses is an error, and its connection is fit for the next transaction", async () => {
  await world.ownerSql`create table pair (n int primary key, other int references pair (n) deferrable initially deferred)`;
  await world.ownerSql`grant insert on pair to public`;
  for (let round = 0; round < 8; round++) {
    const refused = inTransaction(world.db, (tx) => tx.execute(sql`insert into pair values (1, 2)`));
    await expect(refused).rejects.toMatchObject({ code: "23503" });
  }
  expect(await stuck()).toBe(0);
  await inTransaction(world.db, (tx) => tx.execute(sql`insert into pair values (1, 1)`));
});

test("work that swallows what a statement answered is not taken for a commit", async () => {
  const swallowed = inTransaction(world.db, async (tx) => {
    await tx.execute(sql`insert into tally (n) values (40000)`);
    await tx.execute(sql`insert into tally (n) values (40000)`).catch(() => {});
  });
  await expect(swallowed).rejects.toThrow("rolled back");
});
