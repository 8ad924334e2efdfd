import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isAlive, startMark } from "./process-table.mjs";

/** The process that holds the lock, or null when nobody who is alive does. */
export function lockHolder(path) {
  const holder = read(path);
  return holder && isAlive(holder.pid) && startMark(holder.pid) === holder.startMark ? holder.pid : null;
}

/**
 * Takes the lock and returns its release, or returns null when a living process holds it. A lock that a killed process left
 * behind is moved away first, and put back if it turns out to be another start's fresh one.
 */
export function takeLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, startMark: startMark(process.pid) }), {
    mode: 0o644,
  });
  try {
    return link(mine, path) || (clearStale(path, `${mine}.stale`) && link(mine, path))
      ? () => release(path)
      : null;
  } finally {
    rmSync(mine, { force: true });
  }
}

function clearStale(path, aside) {
  const judged = readText(path);
  if (lockHolder(path) !== null) return false;
  try {
    renameSync(path, aside);
  } catch (error) {
    return error.code === "ENOENT";
  }
  const wasStale = readText(aside) === judged;
  if (!wasStale) link(aside, path);
  rmSync(aside, { force: true });
  return wasStale;
}

function release(path) {
  if (read(path)?.pid === process.pid) rmSync(path, { force: true });
}

function link(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function read(path) {
  try {
    return JSON.parse(readText(path));
  } catch {
    return null;
  }
}
