import type postgres from "postgres";

/** One connection for one transaction at a time; `isLost` when its connection went away or nobody knows. */
export type Lane = { readonly sql: postgres.Sql; readonly giveBack: (isLost: boolean) => void };

export type Lanes = {
  /** Waits for a free one; rejects when none became free in time, as a server does that is out of connections. */
  take(): Promise<Lane>;
  end(options?: { timeout?: number }): Promise<void>;
};

const WAIT_MS = 5_000;

type Waiter = { readonly resolve: (lane: Lane) => void; readonly timer: NodeJS.Timeout };

/**
 * Connections for transactions, each a client of its own that is thrown away with its connection. The driver's pool is not
 * used for them: it can write BEGIN without reserving (porsager/postgres#1189), and a reserved connection that is lost
 * hangs what is sent next, then fails the first user after it with the old error, and in the end is missing from the pool.
 */
export function makeLanes(connectOne: () => postgres.Sql, max: number): Lanes {
  const all = new Set<postgres.Sql>();
  const idle: postgres.Sql[] = [];
  const waiting: Waiter[] = [];

  function open(): postgres.Sql {
    const sql = connectOne();
    all.add(sql);
    return sql;
  }

  function laneOf(sql: postgres.Sql): Lane {
    return {
      sql,
      giveBack(isLost) {
        if (isLost) {
          all.delete(sql);
          sql.end({ timeout: 0 }).catch(() => {});
        }
        const next = waiting.shift();
        if (next === undefined) {
          if (!isLost) idle.push(sql);
          return;
        }
        clearTimeout(next.timer);
        next.resolve(laneOf(isLost ? open() : sql));
      },
    };
  }

  return {
    take() {
      const free = idle.pop() ?? (all.size < max ? open() : undefined);
      if (free !== undefined) return Promise.resolve(laneOf(free));
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(waiter), 1);
          reject(new NoLane());
        }, WAIT_MS);
        const waiter: Waiter = { resolve, timer };
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
