const EVERY_MS = 500;

/**
 * npm passes a signal on to the shell it runs us in, and that shell dies of it without telling us. Seen from here our parent
 * changes; that is then the signal to stop. Started without npm, a parent may go away for good reasons.
 */
export function followParent() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, "SIGTERM");
  }, EVERY_MS).unref();
}
