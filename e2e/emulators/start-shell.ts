import { spawn } from "node:child_process";
import { findTool } from "./install-tools.ts";

export type Ended = { readonly exitCode: number | null; readonly log: string };

type Start = {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What the shell reads from its standard input; nothing otherwise. */
  readonly input?: string;
  /** Sees what is printed as it arrives, each stream for itself. */
  readonly onOutput?: (stream: "stdout" | "stderr", part: Buffer) => void;
};

/** Runs a command with the umask of Bitbucket's set-up commands, the most careless there is, and an environment of the job's alone. */
export function startShell([command = "sh", ...words]: readonly string[], start: Start): Promise<Ended> {
  const program = command.startsWith("/") ? command : findTool(command);
  const child = spawn(findTool("dash"), ["-c", 'umask 000; exec "$@"', "-", program, ...words], {
    cwd: start.cwd,
    env: start.env as NodeJS.ProcessEnv,
    // Node's pipes are sockets, and bash takes a socket on its standard input for a remote login: it reads .bashrc then.
    stdio: [start.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    // A process group of its own, so that a job can be stopped as a whole.
    detached: true,
  });
  const parts: Buffer[] = [];
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.on("data", (part: Buffer) => {
      parts.push(part);
      start.onOutput?.(stream, part);
    });
  }
  // A shell that ends early does not read the rest.
  child.stdin?.on("error", () => {});
  child.stdin?.end(start.input);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, log: Buffer.concat(parts).toString("utf8") }));
  });
}
