import { createInterface } from "node:readline";

/** One line typed at the terminal, which shows it; empty when there is no more input. */
export function askLine(input: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface({ input });
  return new Promise((resolve) => {
    lines.once("line", resolve);
    lines.once("line", () => lines.close());
    lines.once("close", () => resolve(""));
  });
}
