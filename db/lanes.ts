import type postgres from "postgres";

/** One connection for one transaction at a time; `isLost` when its connection went away or nobody knows. */
export type Lane = { readonly sql: postgres.Sql; readonly giveBack: (isLost: boolean) => void };

export type Lanes = {
  /** Waits for a free one; rejects when none became free in time, as a server does that is out of connections. */
  take(): Promise<Lane>;
  end(options?: { timeout?: number }): Promise<void>;
};

const WAIT_MS = 5_000;

type Limits = {
  readonly max: number;
  /** How long one transaction may have a lane, in milliseconds; 0 is for ever. */
  readonly heldMs: number;
};

type Waiter = {
  readonly resolve: (lane: Lane) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
};

/**
 * Connections for transactions, each a client of its own that is thrown away with its connection. The driver's pool is not
 * used for them: it can write BEGIN without reserving (porsager/postgres#1189), and a reserved connection that is lost
 * hangs what is sent next, then fails the first user after it with the old error, and in the end is missing from the pool.
 * `connectOne` makes a client that calls back when its connection has closed.
 */
export function makeLanes(
  connectOne: (onClosed: () => void) => postgres.Sql,
  { max, heldMs }: Limits,
): Lanes {
  const all = new Set<postgres.Sql>();
  const idle: postgres.Sql[] = [];
  const waiting: Waiter[] = [];

  /** Connected before anybody has it: what waits in a client for a connection would run without its BEGIN. */
  async function open(): Promise<Lane> {
    const sql = connectOne(() => drop(sql));
    all.add(sql);
    try {
      await sql.unsafe("select 1");
      return laneOf(sql);
    } catch (error) {
      drop(sql);
      throw error;
    }
  }

  // Left to itself the client would connect anew and go on there, outside of the transaction that it was in.
  function drop(sql: postgres.Sql): void {
    if (!all.delete(sql)) return;
    if (idle.includes(sql)) idle.splice(idle.indexOf(sql), 1);
    sql.end({ timeout: 0 }).catch(() => {});
    serveNext();
  }

  function serveNext(): void {
    const sql = waiting.length === 0 ? undefined : idle.pop();
    if (sql === undefined && all.size >= max) return;
    const next = waiting.shift();
    if (next === undefined) return;
    clearTimeout(next.timer);
    if (sql === undefined) open().then(next.resolve, next.reject);
    else next.resolve(laneOf(sql));
  }

  function laneOf(sql: postgres.Sql): Lane {
    // A server that went away without a word would be waited for as long as TCP sends again: a quarter of an hour.
    const timer = heldMs === 0 ? undefined : setTimeout(() => drop(sql), heldMs);
    return {
      sql,
      giveBack(isLost) {
        clearTimeout(timer);
        if (isLost) drop(sql);
        if (!all.has(sql)) return;
        idle.push(sql);
        serveNext();
      },
    };
  }

  return {
    take() {
      const free = idle.pop();
      if (free !== undefined) return Promise.resolve(laneOf(free));
      if (all.size < max) return open();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(waiter), 1);
          reject(new NoLane());
        }, WAIT_MS);
        const waiter: Waiter = { resolve, reject, timer };
        waiting.push(waiter);
      });
    },
    async end(ending) {
      await Promise.all([...all].map((sql) => sql.end(ending)));
    },
  };
}

class NoLane extends Error {
  override readonly name = "NoLane";
  /** As PostgreSQL says `too_many_connections`. */
  readonly code = "53300";
  constructor() {
    super("Every connection is busy");
  }
}
