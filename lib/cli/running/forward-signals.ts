const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"] as const;

/** Hands every signal a command can act on to `deliver` instead of ending this process; returns how to stop that. */
export function forwardSignals(deliver: (signal: NodeJS.Signals) => void): () => void {
  for (const signal of FORWARDED) process.on(signal, deliver);
  return () => {
    for (const signal of FORWARDED) process.off(signal, deliver);
  };
}
