import { writeSync } from "node:fs";

const STDERR = 2;
const EVERY_MS = 50;
const MAX_WAITING = 64 * 1024;

/**
 * Lines for standard error, written together: a write for each request would cost more than half of what the request does.
 * What is waiting when the process is killed is lost; what counts is in the audit log, on disk before it is answered.
 */
export function makeLineWriter() {
  let waiting = "";
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const text = waiting;
    waiting = "";
    if (text !== "") process.stderr.write(text);
  };
  process.on("exit", () => {
    try {
      writeSync(STDERR, waiting);
    } catch {
      // A reader that has gone away is no reason to fail an exit.
    }
  });
  return {
    write(line: string) {
      waiting += line;
      if (waiting.length > MAX_WAITING) flush();
      else timer ??= setTimeout(flush, EVERY_MS).unref();
    },
  };
}
