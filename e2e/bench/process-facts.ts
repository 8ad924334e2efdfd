import { readdirSync, readFileSync } from "node:fs";

// USER_HZ, which is 100 on every architecture that Node runs on.
const MICROSECONDS_PER_TICK = 10_000;

function statOf(pid: number): readonly string[] | null {
  try {
    // The command in parentheses may hold spaces and parentheses itself.
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? null;
  } catch {
    return null;
  }
}

function treeOf(root: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    const parent = Number.isInteger(pid) ? statOf(pid)?.[1] : undefined;
    if (parent !== undefined) children.set(Number(parent), [...(children.get(Number(parent)) ?? []), pid]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/**
 * Processor time in microseconds that a process, its descendants and those of them that have ended took so far. Null where
 * there is no /proc.
 */
export function cpuMicrosOf(root: number): number | null {
  if (process.platform !== "linux") return null;
  const ticks = treeOf(root).flatMap((pid) => statOf(pid)?.slice(11, 15).map(Number) ?? []);
  return ticks.reduce((sum, count) => sum + count, 0) * MICROSECONDS_PER_TICK;
}

/** Resident memory of one process in megabytes, or null where there is no /proc. */
export function residentMegabytesOf(pid: number): number | null {
  if (process.platform !== "linux") return null;
  const kilobytes = readFileSync(`/proc/${pid}/status`, "utf8").match(/^VmRSS:\s+(\d+) kB/m)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}
