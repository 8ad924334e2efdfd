import type { Terminal } from "../terminal.ts";
import { forwardSignals } from "./forward-signals.ts";
import type { Child } from "./start-child.ts";

const SHARED: ReadonlySet<NodeJS.Signals> = new Set(["SIGINT", "SIGQUIT", "SIGWINCH"]);

/** Starts a program, passes signals on until it ends, and gives its exit code. */
export async function runChild(start: () => Child, terminal: Terminal): Promise<number> {
  // Caught before it is started: a signal in between must not end this process and leave that one, or its files.
  const early: NodeJS.Signals[] = [];
  let deliver = (signal: NodeJS.Signals) => void early.push(signal);
  const stop = forwardSignals((signal) => deliver(signal));
  try {
    const child = start();
    deliver = (signal) => {
      // A terminal's Ctrl-C, Ctrl-\ and new size reach the whole group: passing them on would deliver them twice.
      const isShared = terminal.isInteractive && SHARED.has(signal);
      if (!isShared) child.signal(signal);
    };
    for (const signal of early) deliver(signal);
    return await child.ended;
  } finally {
    stop();
  }
}
