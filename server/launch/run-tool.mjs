import { spawn } from "node:child_process";

/**
 * Runs a program to its end: `{ status, output }`. Quiet output is collected for the failure; otherwise it streams. A signal
 * to us reaches it, and then ends us too.
 */
export function runTool(command, args, { cwd, env, isQuiet = false }) {
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: isQuiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
  });
  const chunks = [];
  child.stdout?.on("data", (chunk) => chunks.push(chunk));
  child.stderr?.on("data", (chunk) => chunks.push(chunk));
  let stoppedBy = null;
  const forward = (signal) => {
    stoppedBy = signal;
    child.kill(signal);
  };
  process.on("SIGINT", forward).on("SIGTERM", forward);
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ status: 1, output: error.message }));
    child.once("close", (status) =>
      resolve({ status: status ?? 1, output: Buffer.concat(chunks).toString("utf8") }),
    );
  }).then((result) => {
    process.off("SIGINT", forward).off("SIGTERM", forward);
    if (stoppedBy) process.exit(stoppedBy === "SIGINT" ? 130 : 143);
    return result;
  });
}
