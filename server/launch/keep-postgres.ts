import { describeError, type Log } from "../log.ts";
import { type EmbeddedPostgres, startPostgres } from "./postgres.mjs";
import { pause } from "./wait.mjs";

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 3_000;

/**
 * The embedded PostgreSQL, started again whenever it ends by itself: killed, crashed, out of disk. It comes back at the same
 * address, and until then requests are answered with 503. It is tried for as long as we run, because what is in its way may
 * go away, and nobody should have to be there when it does.
 */
export async function keepPostgres(dataDir: string, log: Log): Promise<Omit<EmbeddedPostgres, "exited">> {
  let running = await startPostgres({ dataDir });
  const { ownerUrl, appUrl } = running;
  const port = Number(new URL(appUrl).port);
  let isStopping = false;

  async function keep(): Promise<void> {
    for (;;) {
      await running.exited;
      if (isStopping) return;
      log.error(
        "the embedded PostgreSQL ended by itself and is started again; see postgres.log in the data folder",
      );
      running = await startAgain();
      // Asked to stop while it was coming back.
      if (isStopping) await running.stop();
    }
  }

  async function startAgain(): Promise<EmbeddedPostgres> {
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
      try {
        const next = await startPostgres({ dataDir, port });
        log.info("the embedded PostgreSQL is back");
        return next;
      } catch (error) {
        if (isStopping) return running;
        log.error("the embedded PostgreSQL does not start yet", { error: describeError(error) });
        await pause(wait);
      }
    }
  }

  const kept = keep();
  return {
    ownerUrl,
    appUrl,
    async stop() {
      isStopping = true;
      await running.stop();
      await kept;
    },
  };
}
