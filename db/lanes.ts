import { ConnectionFailure } from "./connection-failure.ts";

/** One connection for one transaction at a time; `isLost` when its connection went away or nobody knows. */
export type Lane<Connection> = {
  readonly connection: Connection;
  readonly giveBack: (isLost: boolean) => void;
};

export type Lanes<Connection> = {
  /** Waits for a free one; rejects when none became free in time, as a server does that is out of connections. */
  take(): Promise<Lane<Connection>>;
  end(options?: { timeout?: number }): Promise<void>;
};

const WAIT_MS = 5_000;

type Limits = {
  readonly max: number;
  /** How long one transaction may have a lane, in milliseconds; 0 is for ever. */
  readonly heldMs: number;
};

/** A connection on its way. */
export type Opening<Connection> = {
  readonly connection: Connection;
  readonly opened: Promise<unknown>;
  /** Waits for what is running, `timeout` seconds at most where it says so. */
  end(options?: { timeout?: number }): Promise<void>;
};

type Waiter<Connection> = {
  readonly resolve: (lane: Lane<Connection>) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
};

/**
 * Connections for transactions, each thrown away when it is lost. The pool of postgres.js is not used for them: it can write
 * BEGIN without reserving (porsager/postgres#1189), and a reserved connection that is lost hangs what is sent next, then
 * fails the first user after it with the old error, and in the end is missing from the pool. `connectOne` makes one that
 * calls back when it has closed.
 */
export function makeLanes<Connection>(
  connectOne: (onClosed: () => void) => Opening<Connection>,
  { max, heldMs }: Limits,
): Lanes<Connection> {
  const all = new Set<Opening<Connection>>();
  const idle: Opening<Connection>[] = [];
  const waiting: Waiter<Connection>[] = [];
  let isEnded = false;

  /** Connected before anybody has it: what waits in a client for a connection would run without its BEGIN. */
  async function open(): Promise<Lane<Connection>> {
    const one = connectOne(() => drop(one));
    all.add(one);
    try {
      await one.opened;
      return laneOf(one);
    } catch (error) {
      drop(one);
      throw error;
    }
  }

  // Left to itself a client may connect anew and go on there, outside of the transaction that it was in.
  function drop(one: Opening<Connection>): void {
    if (!all.delete(one)) return;
    if (idle.includes(one)) idle.splice(idle.indexOf(one), 1);
    one.end({ timeout: 0 }).catch(() => {});
    serveNext();
  }

  function serveNext(): void {
    if (isEnded) return;
    const free = waiting.length === 0 ? undefined : idle.pop();
    if (free === undefined && all.size >= max) return;
    const next = waiting.shift();
    if (next === undefined) return;
    clearTimeout(next.timer);
    if (free === undefined) open().then(next.resolve, next.reject);
    else next.resolve(laneOf(free));
  }

  function laneOf(one: Opening<Connection>): Lane<Connection> {
    // A server that went away without a word would be waited for as long as TCP sends again: a quarter of an hour.
    const timer = heldMs === 0 ? undefined : setTimeout(() => drop(one), heldMs);
    return {
      connection: one.connection,
      giveBack(isLost) {
        clearTimeout(timer);
        if (isLost) drop(one);
        if (!all.has(one)) return;
        idle.push(one);
        serveNext();
      },
    };
  }

  return {
    take() {
      if (isEnded) return Promise.reject(new ConnectionFailure("CONNECTION_ENDED"));
      const free = idle.pop();
      if (free !== undefined) return Promise.resolve(laneOf(free));
      if (all.size < max) return open();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(waiter), 1);
          reject(new NoLane());
        }, WAIT_MS);
        const waiter: Waiter<Connection> = { resolve, reject, timer };
        waiting.push(waiter);
      });
    },
    async end(ending) {
      isEnded = true;
      for (const { timer, reject } of waiting.splice(0)) {
        clearTimeout(timer);
        reject(new ConnectionFailure("CONNECTION_ENDED"));
      }
      await Promise.all([...all].map((one) => one.end(ending)));
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
