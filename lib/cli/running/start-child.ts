import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import type { Variable } from "../../sdk/expand-secrets.ts";
import type { Redactor } from "../redact/redact-output.ts";
import type { Terminal } from "../terminal.ts";
import { joinOutput } from "./join-output.ts";
import { startFailure } from "./start-failure.ts";

export type Program = {
  readonly words: readonly string[];
  /** Set in its environment, beside what this process has. */
  readonly variables: readonly Variable[];
  /** Whether signals go to it and to everything it starts, and a terminal's Ctrl-C to neither. */
  readonly isOwnGroup: boolean;
  readonly redactor: Redactor | null;
};

export type Child = {
  /**
   * Its exit code, once all its output is passed on: 128+n when signal n ended it, 127 when there is no such program, 126
   * when it cannot be started. Rejects with a `DeliveryError` when the system takes no environment of this size.
   */
  readonly ended: Promise<number>;
  signal(name: NodeJS.Signals): void;
  /** Whether it, or in a group of its own anything it started, still runs. */
  isAlive(): boolean;
};

export function startChild(program: Program, terminal: Terminal): Child {
  const { words, variables, isOwnGroup, redactor } = program;
  const [file = "", ...args] = words;
  const delivered = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
  let child: ChildProcess;
  try {
    child = spawn(file, args, {
      stdio: redactor === null ? "inherit" : ["inherit", "pipe", "pipe"],
      env: { ...process.env, ...delivered },
      detached: hasGroups && isOwnGroup,
    });
  } catch (error) {
    // Some failures to start are thrown, others are events.
    return { ended: startFailure(error, file, terminal), signal() {}, isAlive: () => false };
  }
  const output = redactor === null ? null : joinOutput(child, redactor);
  const exited = new Promise<number>((resolve, reject) => {
    child.on("error", (error) => startFailure(error, file, terminal).then(resolve, reject));
    child.on("exit", (code, signal) =>
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]),
    );
  });
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;
  return {
    ended: output === null ? exited : exited.then((code) => output.ended.then(() => code)),
    signal(name) {
      if (hasGroups && isOwnGroup) signalGroup(child.pid, name);
      else child.kill(name);
      // Something it left behind may hold its output open for ever; whoever sends a signal wants an end.
      if (hasExited()) output?.stop();
    },
    isAlive: () =>
      hasGroups && isOwnGroup ? signalGroup(child.pid, 0) : !hasExited() && child.pid !== undefined,
  };
}

const hasGroups = process.platform !== "win32";

function signalGroup(pid: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    // Nobody of the group is left.
    return false;
  }
}
