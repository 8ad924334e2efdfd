import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { preparing } from "./prepared.ts";

export type Sql = postgres.Sql;

/** A pool. Every statement is bounded: a stuck query must not hold a request or a lock for ever. */
export function connect(url: string, options: { max: number; name?: string }): Sql {
  return postgres(url, {
    max: options.max,
    onnotice: () => {},
    connect_timeout: 10,
    connection: {
      application_name: options.name ?? "sikkerkey",
      statement_timeout: 15_000,
      lock_timeout: 5_000,
      idle_in_transaction_session_timeout: 15_000,
      // A commit is on disk before it is answered, whatever the server's default: audit rows must survive a crash that
      // follows a release.
      synchronous_commit: "on",
      default_transaction_isolation: "read committed",
    },
  });
}

export const drizzleOver = (sql: Sql) => drizzle(preparing(sql));

export type Database = ReturnType<typeof drizzleOver>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** What a query needs: the pool or a transaction. */
export type Executor = Database | Transaction;

const ATTEMPTS = 3;

/**
 * One read-committed transaction; its commit is on disk before this resolves. Two that wait for each other's rows are
 * settled by the server, which ends one: that one has done nothing and runs again, so `work` must change nothing but rows.
 */
export async function inTransaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (attempt >= ATTEMPTS || !wasSacrificed(error)) throw error;
    }
  }
}

/** Deadlock, or a conflict that another isolation level or engine reports instead. */
function wasSacrificed(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (code === "40P01" || code === "40001") return true;
  }
  return false;
}
