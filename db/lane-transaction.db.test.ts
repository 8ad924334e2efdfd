import { sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, test } from "vitest";
import { inTransaction } from "./client.ts";
import { testDatabase } from "./testing/test-database.ts";

const world = await testDatabase({ max: 4 });
await world.ownerSql`create table tally (n int primary key)`;
await world.ownerSql`grant select, insert on tally to public`;

const stuck = async () => {
  const [row] = await world.ownerSql`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and application_name = 'test' and state like 'idle in transaction%'`;
  return row?.["n"];
};

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
