import { spawn } from "node:child_process";
import type { Image } from "./images.ts";
import { findTool } from "./install-tools.ts";

export type Ended = { readonly exitCode: number | null; readonly log: string };

/** Runs the joined script with the umask of Bitbucket's set-up commands and an environment of the step's alone. */
export function startShell(
  image: Image,
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const [shell = "sh", ...flags] = image.shell;
  const words = ["-c", 'umask 000; exec "$@"', "-", findTool(shell), ...flags, script];
  const child = spawn(findTool("dash"), words, {
    cwd,
    env: env as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own, so that a step can be stopped as a whole.
    detached: true,
  });
  const parts: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => parts.push(part));
  child.stderr.on("data", (part: Buffer) => parts.push(part));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, log: Buffer.concat(parts).toString("utf8") }));
  });
}
