import type postgres from "postgres";

type Client = postgres.Sql | postgres.TransactionSql;

// Longer texts are lists of many values, each length another statement: not worth a place in the server's memory.
const PREPARED_MAX_CHARACTERS = 4_000;

/**
 * The client as drizzle should see it. Drizzle sends every statement unprepared unless each call site names it; parsing and
 * planning then cost four times the execution of our hot statements. Here they are prepared by their text, once a connection.
 */
export function preparing<T extends Client>(client: T): T {
  return new Proxy(client, {
    get(target, key, receiver) {
      if (key === "unsafe") {
        return (text: string, values: never[], options: object) =>
          target.unsafe(text, values, { ...options, prepare: text.length <= PREPARED_MAX_CHARACTERS });
      }
      if (key === "begin" && "begin" in target) {
        return (work: (tx: postgres.TransactionSql) => unknown) => target.begin((tx) => work(preparing(tx)));
      }
      if (key === "savepoint" && "savepoint" in target) {
        return (work: (tx: postgres.TransactionSql) => unknown) =>
          target.savepoint((tx) => work(preparing(tx)));
      }
      return Reflect.get(target, key, receiver);
    },
  });
}
