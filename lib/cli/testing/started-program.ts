import { spawn } from "node:child_process";
import { onTestFinished } from "vitest";

/** A program under way; it is killed with the test. */
export function startProgram(file: string, words: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(file, words, {
    env: { PATH: process.env["PATH"] ?? "", NODE_ENV: "production", HOME: "/nonexistent", ...env },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const said = { out: "", err: "" };
  const waiting = new Set<() => void>();
  const hear = (stream: "out" | "err") => (chunk: Buffer) => {
    said[stream] += chunk.toString("utf8");
    for (const look of waiting) look();
  };
  child.stdout.on("data", hear("out"));
  child.stderr.on("data", hear("err"));
  const ended = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  return {
    child,
    said,
    ended,
    /** Resolves once one of its outputs matches. */
    until(stream: "out" | "err", pattern: RegExp): Promise<void> {
      return new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(said[stream])) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        void ended.then(() => reject(new Error(`It ended before ${pattern}: ${JSON.stringify(said)}`)));
        look();
      });
    },
  };
}
