import type { ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { Redactor } from "../redact/redact-output.ts";

type Output = {
  /** When everything both streams brought is passed on. */
  readonly ended: Promise<unknown>;
  /** Waits for no more. */
  stop(): void;
};

/** Passes a command's two outputs on to ours through the redactor, each in its own order. */
export function joinOutput({ stdout, stderr }: ChildProcess, redactor: Redactor): Output {
  const joined = [join(stdout, redactor, process.stdout), join(stderr, redactor, process.stderr)];
  return {
    ended: Promise.all(joined),
    stop() {
      stdout?.destroy();
      stderr?.destroy();
    },
  };
}

function join(from: Readable | null, redactor: Redactor, to: Writable): Promise<void> {
  if (from === null) return Promise.resolve();
  const redacted = redactor();
  return new Promise((resolve) => {
    // Our reader has left, as `head` does: so has the command's, which learns it at its next write.
    const leave = () => {
      from.destroy();
      redacted.resume();
    };
    to.on("error", leave);
    from.once("close", () => redacted.end());
    redacted.once("close", () => {
      to.off("error", leave);
      resolve();
    });
    from.pipe(redacted).pipe(to, { end: false });
  });
}
