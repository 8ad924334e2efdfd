import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { DeliveryError } from "../sdk/delivery-error.ts";
import type { Variable } from "../sdk/expand-secrets.ts";
import type { Terminal } from "./terminal.ts";

const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"] as const;

/**
 * Runs a program with the variables in its environment only, passes signals on, and gives its exit code: 128+n when signal n
 * ended it, 127 when there is no such program, 126 when it cannot be started.
 */
export function runChild(
  words: readonly string[],
  variables: readonly Variable[],
  terminal: Terminal,
): Promise<number> {
  const [program = "", ...args] = words;
  const delivered = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
  return new Promise((resolve, reject) => {
    const running: { child?: ChildProcess } = {};
    const forward = (signal: NodeJS.Signals) => {
      // From a terminal, Ctrl-C and Ctrl-\ reach the whole group: passing them on would deliver them twice.
      const isShared = terminal.isInteractive && (signal === "SIGINT" || signal === "SIGQUIT");
      if (!isShared) running.child?.kill(signal);
    };
    const settle = (finish: () => void) => {
      for (const signal of FORWARDED) process.off(signal, forward);
      finish();
    };
    for (const signal of FORWARDED) process.on(signal, forward);
    try {
      const child = spawn(program, args, { stdio: "inherit", env: { ...process.env, ...delivered } });
      running.child = child;
      child.on("error", (error) => settle(() => startFailure(error, program, terminal, resolve, reject)));
      child.on("exit", (code, signal) =>
        settle(() => resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal])),
      );
    } catch (error) {
      // Some failures to start are thrown, others are events.
      settle(() => startFailure(error, program, terminal, resolve, reject));
    }
  });
}

function startFailure(
  error: unknown,
  program: string,
  terminal: Terminal,
  resolve: (code: number) => void,
  reject: (error: Error) => void,
): void {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "E2BIG") {
    reject(tooLarge("the system refuses this many bytes of variables and arguments"));
    return;
  }
  const isMissing = code === "ENOENT";
  const reason = isMissing
    ? "it, or the interpreter it names, is not found"
    : `it cannot be started (${code})`;
  terminal.note(`sikkerkey: ${JSON.stringify(program)} was not run: ${reason}.`);
  resolve(isMissing ? 127 : 126);
}

export function tooLarge(reason: string): DeliveryError {
  return new DeliveryError(
    `The command was not run, because ${reason}.`,
    [],
    "Choose fewer secrets with --secret or --project, or read large values with `sikkerkey get`.",
  );
}
