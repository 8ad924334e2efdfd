import { spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { commandLine, isAlive } from "./process-table.mjs";
import { until } from "./wait.mjs";

const FAST_STOP_MS = 10_000;
const READY_MS = 60_000;
const LOG_LIMIT_BYTES = 1_000_000;

// Statements are never logged: they may name things people call secret. Durability is what an audited release stands on.
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  ssl: "off",
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  log_statement: "none",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_min_duration_statement: "-1",
};

/**
 * One run of the server: `{ ready, exited, stop }`. It lives in a process group of its own, so Ctrl-C in a terminal reaches
 * the app first. `ready` resolves to null, or to the reason it did not come up.
 */
export function spawnPostmaster({ pgData, bin, user, port, logFile, settings }) {
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.old`);
  const log = openSync(logFile, "a", 0o600);
  const logStart = statSync(logFile).size;
  const options = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const [command, args] = user.wrap(join(bin, "postgres"), ["-D", pgData, "-p", String(port), ...options]);
  const env = { PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC" };
  const child = spawn(command, args, {
    ...user.ids,
    cwd: bin,
    env,
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  let failure = null;
  const exited = new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", (error) => {
      failure = `${command}: ${error.code}`;
      resolve();
    });
  });
  let hasExited = false;
  exited.then(() => {
    hasExited = true;
  });
  const lastWords = () => {
    const lines = readFileSync(logFile).subarray(logStart).toString("utf8").split("\n");
    return (
      failure ??
      lines
        .filter((line) => /FATAL|PANIC|HINT|error/.test(line))
        .join(" ")
        .slice(0, 400)
    );
  };
  const isReady = () => readPidFile(pgData)?.pid === child.pid && readPidFile(pgData)?.status === "ready";
  const ready = until(() => hasExited || isReady(), READY_MS).then((answer) =>
    answer && !hasExited ? null : lastWords() || "it did not say why",
  );
  const stop = async () => {
    if (child.pid !== undefined && !hasExited) await stopProcess(child.pid, () => hasExited);
  };
  return { ready, exited, stop };
}

/** Fast shutdown, then an immediate one (which recovers at the next start), then none of its choice. */
async function stopProcess(pid, hasEnded) {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"]) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error.code === "ESRCH") return;
      throw error;
    }
    if (await until(hasEnded, FAST_STOP_MS)) return;
  }
}

function readPidFile(pgData) {
  try {
    const lines = readFileSync(join(pgData, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), status: lines[7]?.trim() };
  } catch {
    return null;
  }
}

/**
 * Ends the server that a killed process left behind, waits for its children, and forgets a pid file whose number now belongs
 * to somebody else's process. Call it only while holding the data folder's lock.
 */
export async function endOrphan(pgData) {
  const left = readPidFile(pgData);
  if (!left) return;
  if (isAlive(left.pid)) {
    if (commandLine(left.pid).includes(pgData)) await stopProcess(left.pid, () => !isAlive(left.pid));
    else rmSync(join(pgData, "postmaster.pid"), { force: true });
  }
  await until(() => !hasBackends(pgData), FAST_STOP_MS);
}

/** Children of a killed server keep its folder as their own until they notice; Linux shows that. */
function hasBackends(pgData) {
  if (process.platform !== "linux") return false;
  return readdirSync("/proc").some((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readlinkSync(`/proc/${name}/cwd`) === pgData;
    } catch {
      return false;
    }
  });
}
