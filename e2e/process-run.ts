import { type ChildProcess, spawn } from "node:child_process";

export type ProcessRun = {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with the exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
};

export type RunOptions = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly gid?: number;
  /** What ends it when a test that failed left it running; SIGTERM unless it would not hear that. */
  readonly lastSignal?: NodeJS.Signals;
};

/** Variables of the caller that a started product may see; its configuration comes from the test alone. */
const INHERITED = ["PATH", "HOME", "LANG", "TMPDIR", "npm_config_cache"];

const running = new Map<
  ChildProcess,
  { readonly ended: Promise<unknown>; readonly signal: NodeJS.Signals }
>();

/** Ends what a test that failed left running; the product gets the chance to stop its database. */
export async function endLeftovers(): Promise<void> {
  for (const [child, { signal }] of running) child.kill(signal);
  await Promise.all([...running.values()].map(({ ended }) => ended));
}

/** A program with what it printed so far, in an environment that the test states. */
export function runProcess(command: string, args: readonly string[], options: RunOptions = {}): ProcessRun {
  const inherited = INHERITED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const { env, lastSignal = "SIGTERM", ...rest } = options;
  const child = spawn(command, args, {
    ...rest,
    env: { ...Object.fromEntries(inherited), ...env } as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  running.set(child, { ended: ended.catch(() => {}), signal: lastSignal });
  child.once("close", () => running.delete(child));
  return {
    child,
    stdout: () => Buffer.concat(out).toString("utf8"),
    stderr: () => Buffer.concat(err).toString("utf8"),
    ended,
  };
}
