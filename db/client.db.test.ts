import { sql as raw } from "drizzle-orm";
import { expect, test } from "vitest";
import { inTransaction, type Transaction } from "./client.ts";
import { testDatabase } from "./testing/test-database.ts";

const { db, ownerSql } = await testDatabase();
await ownerSql`create table pair (id int primary key, touched int not null)`;
await ownerSql`insert into pair values (1, 0), (2, 0)`;
await ownerSql`grant select, update on pair to public`;

const touch = (tx: Transaction, id: number) =>
  tx.execute(raw`update pair set touched = touched + 1 where id = ${id}`);

/** Resolves for both once both have come this far. */
function meeting() {
  let arrive: () => void = () => {};
  const both = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let waiting = 0;
  return () => {
    waiting += 1;
    if (waiting === 2) arrive();
    return both;
  };
}

test("two transactions that lock each other out both happen, each once", async () => {
  const meet = meeting();
  const cross = (first: number, second: number) =>
    inTransaction(db, async (tx) => {
      await touch(tx, first);
      await meet();
      await touch(tx, second);
    });
  await Promise.all([cross(1, 2), cross(2, 1)]);
  expect(await ownerSql`select touched from pair order by id`).toEqual([{ touched: 2 }, { touched: 2 }]);
}, 20_000);

test.each(["40001", "40P01"])("a transaction that keeps failing with %s is given up", async (code) => {
  let attempts = 0;
  const work = () => {
    attempts += 1;
    return Promise.reject(Object.assign(new Error("again"), { code }));
  };
  await expect(inTransaction(db, work)).rejects.toThrow("again");
  expect(attempts).toBe(3);
});

test("another failure is not tried again", async () => {
  let attempts = 0;
  const work = () => {
    attempts += 1;
    return Promise.reject(Object.assign(new Error("broken"), { code: "23505" }));
  };
  await expect(inTransaction(db, work)).rejects.toThrow("broken");
  expect(attempts).toBe(1);
});
