import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { PipelinedLanes } from "./batch-transaction.ts";
import { hasFailureCode } from "./failure-code.ts";
import { type Lanes, makeLanes, type Opening } from "./lanes.ts";
import { connectPipelined } from "./pipelined-connection.ts";
import { preparing } from "./prepared.ts";

export type Sql = postgres.Sql;

/** A pool and the lanes of its transactions. */
export type Pool = Sql & {
  readonly lanes: Lanes<Sql>;
  /** For the few statements of single reads, and for those of exports, which may be long. */
  readonly readLanes: PipelinedLanes;
  readonly exportLanes: PipelinedLanes;
};

/** Of `max` connections, those that are kept for transactions. */
const LANES_SHARE = 0.6;
/** Beside them, as a part of `max`: exports are long, and must not keep each other waiting. */
const EXPORT_SHARE = 0.3;
/** Beside them: one waits for the disk while the next asks. */
const READ_LANES = 2;
// Planning cost as much as running these statements, so each is planned once a connection; and what is asked by its key is
// looked up by it even where a table is still small, because the plan is kept while the table grows.
export const BY_KEY = {
  plan_cache_mode: "force_generic_plan",
  enable_seqscan: "off",
  enable_bitmapscan: "off",
} as const;

type Connecting = {
  readonly max: number;
  readonly name?: string;
  /** How long a transaction may take, in milliseconds, whether the server answers or not; 0 is for ever. */
  readonly transactionMs?: number;
};

/** Twice what the server gives one statement: what is not over by then has no server any more. */
const TRANSACTION_MS = 30_000;

/**
 * At most `max` connections, two at least, and those of the read and export lanes. Every statement is bounded: a stuck query must not hold a request or a lock
 * for ever.
 */
export function connect(url: string, { max, name, transactionMs = TRANSACTION_MS }: Connecting): Pool {
  const options = {
    onnotice: () => {},
    connect_timeout: 10,
    // Seconds between tries while the server is away. The driver's own would grow to twenty and then keep us away longer.
    backoff: (retries: number) => Math.min(2 ** retries / 100, 0.5),
    connection: {
      application_name: name ?? "sikkerkey",
      statement_timeout: 15_000,
      lock_timeout: 5_000,
      idle_in_transaction_session_timeout: 15_000,
      // A commit is on disk before it is answered, whatever the server's default: audit rows must survive a crash that
      // follows a release.
      synchronous_commit: "on",
      // Compiling a statement of ours takes longer than running it, and is done anew each time it runs.
      jit: "off",
      default_transaction_isolation: "read committed",
    },
  } as const;
  const forLanes = Math.max(1, Math.floor(max * LANES_SHARE));
  const connectLane = (onclose: () => void): Opening<Sql> => {
    // A lifetime would end a connection between two statements of its transaction.
    const lane = postgres(url, { ...options, max: 1, max_lifetime: 0, idle_timeout: 0, onclose });
    // Drizzle prepares the client it is given for its own way of writing values; a lane is such a client too.
    drizzle(lane);
    return { connection: lane, opened: lane.unsafe("select 1"), end: lane.end.bind(lane) };
  };
  const sql = postgres(url, { ...options, max: Math.max(1, max - forLanes) });
  const pipelined = (onClosed: () => void) => connectPipelined(sql.options, BY_KEY, onClosed);
  const heldMs = transactionMs;
  const lanes = makeLanes(connectLane, { max: forLanes, heldMs });
  const readLanes = makeLanes(pipelined, { max: READ_LANES, heldMs });
  const exportLanes = makeLanes(pipelined, { max: Math.max(2, Math.floor(max * EXPORT_SHARE)), heldMs });
  const endPool = sql.end.bind(sql);
  return Object.assign(sql, {
    lanes,
    readLanes,
    exportLanes,
    end: async (ending?: { timeout?: number }) => {
      await Promise.all([endPool(ending), lanes.end(ending), readLanes.end(ending), exportLanes.end(ending)]);
    },
  });
}

export const drizzleOver = (sql: Pool) => drizzle(preparing(sql, sql.lanes));

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
const wasSacrificed = (error: unknown): boolean => hasFailureCode(error, /^(40P01|40001)$/);
