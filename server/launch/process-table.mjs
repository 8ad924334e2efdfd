import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** An unreaped process answers signals and holds nothing; in a container without an init it may stay for ever. */
function isZombie(pid) {
  return statFields(pid)?.[0] === "Z";
}

function statFields(pid) {
  try {
    // The command in parentheses may hold spaces and parentheses itself.
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
  } catch {
    return null;
  }
}

/** Tells a process from a later one with the same id: its start time, as the system writes it. */
export function startMark(pid) {
  return statFields(pid)?.[19] ?? ps(pid, "lstart=");
}

export function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return ps(pid, "command=");
  }
}

function ps(pid, column) {
  if (process.platform === "linux" || process.platform === "win32") return "";
  return spawnSync("ps", ["-p", String(pid), "-o", column], { encoding: "utf8" }).stdout?.trim() ?? "";
}
