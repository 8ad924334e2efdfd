import type postgres from "postgres";
import { inLaneTransaction } from "./lane-transaction.ts";
import type { Lanes } from "./lanes.ts";

// Longer texts are lists of many values, each length another statement: not worth a place in the server's memory.
const PREPARED_MAX_CHARACTERS = 4_000;

/**
 * The client as drizzle should see it. Drizzle sends every statement unprepared unless each call site names it; parsing and
 * planning then cost four times the execution of our hot statements. Here they are prepared by their text, once a
 * connection. Transactions run on lanes, and there are none inside of others.
 */
export function preparing<T extends postgres.Sql>(client: T, lanes: Lanes<postgres.Sql> | null): T {
  return new Proxy(client, {
    get(target, key, receiver) {
      if (key === "unsafe") {
        return (text: string, values: never[], options: object) =>
          target.unsafe(text, values, { ...options, prepare: text.length <= PREPARED_MAX_CHARACTERS });
      }
      if (key === "begin" && lanes !== null) {
        return (work: (tx: postgres.Sql) => Promise<unknown>) =>
          inLaneTransaction(lanes, (tx) => work(preparing(tx, null)));
      }
      return Reflect.get(target, key, receiver);
    },
  });
}
