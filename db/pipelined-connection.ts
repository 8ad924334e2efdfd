import type pg from "pg";
import type postgres from "postgres";
import { ConnectionFailure } from "./connection-failure.ts";
import { hasFailureCode } from "./failure-code.ts";
import type { Opening } from "./lanes.ts";
import { clientsOf, hasNoTls } from "./pipelined-client.ts";
import type { Statement } from "./statement.ts";
import { type Answer, makePrepared, statementGroup } from "./statement-group.ts";

export type PipelinedConnection = {
  /**
   * Sends statements together and resolves with what each answered. The first one that fails rejects, and the server skips
   * those behind it. Nothing may be sent before the last group was answered.
   */
  send(statements: readonly Statement[]): Promise<Answer[]>;
};

const CONNECT_MS = 10_000;

/**
 * A connection over which a group of statements is one message each way. Postgres.js puts a Sync behind each statement, and
 * each of those wakes both sides. It has read the address, so that it means the same to both; of several servers the first
 * is taken that answers and can write.
 */
export function connectPipelined(
  options: postgres.Sql["options"],
  settings: Readonly<Record<string, string>>,
  onClosed: () => void,
): Opening<PipelinedConnection> {
  const prepared = makePrepared();
  let client: pg.Client | null = null;
  let isOpen = false;
  let isEnded = false;
  let running: Promise<unknown> = Promise.resolve();

  /** Tries one way to one server. */
  async function openBy(makeClient: () => pg.Client): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    let isLate = false;
    try {
      const tried = makeClient();
      client = tried;
      // Without a listener it would be the process that hears of it.
      tried.on("error", () => {});
      timer = setTimeout(() => {
        isLate = true;
        tried.connection.stream.destroy();
      }, CONNECT_MS);
      await tried.connect();
      if (options.host.length > 1) await refuseStandby(tried);
      tried.on("error", onClosed).on("end", onClosed);
    } catch (cause) {
      client?.connection.stream.destroy();
      throw isLate ? new ConnectionFailure("CONNECT_TIMEOUT", { cause }) : cause;
    } finally {
      clearTimeout(timer);
    }
  }

  async function openAt(ways: readonly (() => pg.Client)[]): Promise<void> {
    for (const [at, way] of ways.entries()) {
      try {
        return await openBy(way);
      } catch (error) {
        if (at === ways.length - 1 || !hasNoTls(error)) throw error;
      }
    }
  }

  async function open(): Promise<void> {
    let failure: unknown = null;
    for (const ways of clientsOf(options, settings)) {
      if (isEnded) break;
      try {
        await openAt(ways);
        isOpen = true;
        return;
      } catch (error) {
        failure = error;
      }
    }
    throw isEnded ? new ConnectionFailure("CONNECTION_ENDED") : asFailure(failure);
  }

  function send(statements: readonly Statement[]): Promise<Answer[]> {
    const answered = new Promise<Answer[]>((resolve, reject) => {
      if (client === null || isEnded) throw new ConnectionFailure("CONNECTION_ENDED");
      client.query(
        statementGroup(statements, prepared, { resolve, reject: (error) => reject(asFailure(error)) }),
      );
    });
    running = answered.catch(() => {});
    return answered;
  }

  return {
    connection: { send },
    opened: open(),
    async end({ timeout } = {}) {
      isEnded = true;
      const destroy = () => client?.connection.stream.destroy();
      // The farewell of a connection that nobody answers on would be waited for; and the driver forgets who waits for one
      // that it ends before it is there.
      if (timeout === 0 || !isOpen) return void destroy();
      const timer = timeout === undefined ? undefined : setTimeout(destroy, timeout * 1_000);
      await running;
      await client?.end();
      clearTimeout(timer);
    },
  };
}

async function refuseStandby(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ standby: boolean }>("select pg_is_in_recovery() as standby");
  if (rows[0]?.standby !== false) throw new ConnectionFailure("CONNECTION_CLOSED");
}

/** What the driver says of its own of an ended connection has no code. */
function asFailure(error: unknown): unknown {
  const isKnown = !(error instanceof Error) || error instanceof TypeError || hasFailureCode(error, /./);
  return isKnown ? error : new ConnectionFailure("CONNECTION_CLOSED", { cause: error });
}
