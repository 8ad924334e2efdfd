import { writeSync } from "node:fs";
import { constants } from "node:os";
import { isatty } from "node:tty";
import type { ClientEnvironment } from "../sdk/client-home.ts";
import { askHidden } from "./ask-hidden.ts";
import { askLine } from "./ask-line.ts";
import { sleep } from "./sleep.ts";

/** Where a command reads and writes. Values go to `out` only; everything a person reads on the way goes to `note`. */
export type Terminal = {
  readonly env: ClientEnvironment;
  readonly isOutTerminal: boolean;
  readonly isInTerminal: boolean;
  /** Whether a terminal is behind any of the three, so that its Ctrl-C reaches every program of the group. */
  readonly isInteractive: boolean;
  /** Exactly these bytes in UTF-8 on standard output. */
  out(text: string): void;
  /** One line on standard error. */
  note(line: string): void;
  /** Everything on standard input, up to `maxBytes`. */
  readInput(maxBytes: number): Promise<string>;
  /** One line from whoever sits at the terminal, which does not show it. */
  askHidden(question: string): Promise<string>;
  /** One line from whoever sits at the terminal, for a question whose answer anybody may see. */
  ask(question: string): Promise<string>;
  /** Waits; an aborted signal ends the wait early. Tests bring a faster one. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
};

export function processTerminal(): Terminal {
  return {
    env: process.env,
    // To ask the streams would open them, and make pipes non-blocking for every program that has them too.
    isOutTerminal: isatty(1),
    isInTerminal: isatty(0),
    isInteractive: [0, 1, 2].some((descriptor) => isatty(descriptor)),
    out: (text) => writeAll(1, Buffer.from(text, "utf8")),
    note: (line) => writeAll(2, Buffer.from(`${line}\n`, "utf8")),
    readInput,
    async askHidden(question) {
      writeAll(2, Buffer.from(question, "utf8"));
      const answer = await askHidden(process.stdin);
      writeAll(2, Buffer.from("\n", "utf8"));
      return answer;
    },
    ask(question) {
      writeAll(2, Buffer.from(question, "utf8"));
      return askLine(process.stdin);
    },
    sleep,
  };
}

/** Written before the process may end: a value cut short would be a wrong value. */
function writeAll(descriptor: 1 | 2, bytes: Buffer): void {
  for (let offset = 0; offset < bytes.length; ) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : null;
      // The reader has left, as `head` does: there is nobody to tell. A note that nobody reads ends nothing.
      if (code === "EPIPE" && descriptor === 2) return;
      if (code === "EPIPE") process.exit(128 + constants.signals.SIGPIPE);
      // A pipe that is full for the moment, when its other end made it non-blocking.
      if (code === "EAGAIN") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      else throw error;
    }
  }
}

async function readInput(maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBytes) break;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}
