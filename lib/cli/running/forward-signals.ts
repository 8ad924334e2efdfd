/** Those that somebody sends who wants an end. */
const ENDING = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;
const FORWARDED = [...ENDING, "SIGUSR1", "SIGUSR2", "SIGWINCH", "SIGCONT", "SIGALRM"] as const;

export const asksForAnEnd = (signal: NodeJS.Signals) => ENDING.some((ending) => ending === signal);

/** Hands every signal a command can act on to `deliver` instead of ending this process; returns how to stop that. */
export function forwardSignals(deliver: (signal: NodeJS.Signals) => void): () => void {
  for (const signal of FORWARDED) process.on(signal, deliver);
  return () => {
    for (const signal of FORWARDED) process.off(signal, deliver);
  };
}
