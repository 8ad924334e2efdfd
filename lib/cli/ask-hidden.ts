import { constants } from "node:os";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** One line typed or pasted at the terminal, which shows nothing of it; empty when there is no more input. */
export function askHidden(input: NodeJS.ReadableStream): Promise<string> {
  // What readline would echo goes here.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true });
  return new Promise((resolve) => {
    lines.once("line", resolve);
    lines.once("line", () => lines.close());
    lines.once("SIGINT", () => process.exit(128 + constants.signals.SIGINT));
    lines.once("close", () => resolve(""));
  });
}
