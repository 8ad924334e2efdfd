import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { type ProcessRun, type RunOptions, runProcess } from "./process-run.ts";

export type RunningServer = {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** The address printed while no account exists; null afterwards. */
  readonly setupLink: string | null;
  readonly run: ProcessRun;
  /** Asks it to stop as Ctrl-C does and returns the exit code. Removes the data folder unless the test named one. */
  stop(): Promise<number | string>;
};

type StartOptions = RunOptions & {
  readonly dataDir?: string;
  readonly port?: number;
  /** Command line; the built product of this checkout unless a test starts another one. */
  readonly command?: readonly [string, ...string[]];
};

const RUN_BUILT = [process.execPath, join(import.meta.dirname, "run-built.mjs")] as const;
const READY_MS = 60_000;

/** The built product on a free port and a data folder of its own, ready for requests. */
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const { dataDir: named, port: wanted, command = RUN_BUILT, env, ...rest } = options;
  const dataDir = named ?? mkdtempSync(join(tmpdir(), "sikkerkey-e2e-"));
  const port = wanted ?? (await freePort());
  const settings = { PORT: String(port), SIKKERKEY_DATA_DIR: dataDir, ...env };
  const [program, ...args] = command;
  const run = runProcess(program, args, { ...rest, env: settings });
  await isReady(run);
  const printed = run.stdout();
  return {
    url: printed.match(/running at (\S+)/)?.[1] ?? "",
    port,
    dataDir,
    setupLink: printed.match(/(\S+\/set-up#\S+)/)?.[1] ?? null,
    run,
    async stop() {
      run.child.kill("SIGINT");
      const code = await run.ended;
      if (named === undefined) rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}

/** The last line of a start is the address, or the link while there is no account; both are written at once. */
async function isReady(run: ProcessRun): Promise<void> {
  const printed = new Promise<void>((resolve) => {
    run.child.stdout?.on("data", () => {
      if (/running at \S+\n/.test(run.stdout())) resolve();
    });
  });
  const ended = run.ended.then((code) => {
    throw new Error(`The server ended (${code}) instead of starting: ${run.stderr().slice(-2000)}`);
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No address after ${READY_MS} ms: ${run.stderr()}`)), READY_MS);
  });
  try {
    await Promise.race([printed, ended, late]);
  } finally {
    clearTimeout(timer);
    ended.catch(() => {});
  }
}
