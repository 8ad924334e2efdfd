import pg from "pg";
import type postgres from "postgres";
import { hasFailureCode } from "./failure-code.ts";
import type { Opening } from "./lanes.ts";
import { clientOptions } from "./pipelined-options.ts";
import type { Statement } from "./statement.ts";
import { type Answer, type PreparedStatements, statementGroup } from "./statement-group.ts";

export type PipelinedConnection = {
  /**
   * Sends statements together and resolves with what each answered. The first one that fails rejects, and the server skips
   * those behind it. Nothing may be sent before the last group was answered.
   */
  send(statements: readonly Statement[]): Promise<Answer[]>;
};

/**
 * A connection over which a group of statements is one message each way. The driver of everything else puts a Sync behind
 * each statement, and each of those wakes both sides. That driver has read the address, so that it means the same to both; of several
 * servers the first is taken that answers and can write.
 */
export function connectPipelined(
  options: postgres.Sql["options"],
  settings: Readonly<Record<string, string>>,
  onClosed: () => void,
): Opening<PipelinedConnection> {
  const prepared: PreparedStatements = { byText: new Map(), made: 0 };
  let client: pg.Client | null = null;
  let isEnded = false;
  let running: Promise<unknown> = Promise.resolve();

  async function open(): Promise<void> {
    let failure: unknown = null;
    for (const address of clientOptions(options, settings)) {
      if (isEnded) break;
      const tried = new pg.Client(address);
      client = tried;
      // Without a listener it would be the process that hears of it.
      tried.on("error", () => {});
      try {
        await tried.connect();
        if (options.host.length > 1) await refuseStandby(tried);
        tried.on("end", onClosed);
        return;
      } catch (error) {
        failure = error;
        tried.connection.stream.destroy();
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
      // The farewell of a connection that nobody answers on would be waited for.
      if (timeout === 0) return void destroy();
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

/** The connection has gone, in the words of the other driver. */
class ConnectionFailure extends Error {
  override readonly name = "ConnectionFailure";
  readonly code: string;
  constructor(code: string, options?: ErrorOptions) {
    super("The connection to the database has ended", options);
    this.code = code;
  }
}

/** What the driver says of its own of an ended connection has no code. */
function asFailure(error: unknown): unknown {
  const isKnown = !(error instanceof Error) || error instanceof TypeError || hasFailureCode(error, /./);
  return isKnown ? error : new ConnectionFailure("CONNECTION_CLOSED", { cause: error });
}
