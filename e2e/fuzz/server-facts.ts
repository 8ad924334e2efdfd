import { readFileSync } from "node:fs";

// USER_HZ, which is 100 on every architecture that Node runs on.
const MS_PER_TICK = 10;

/** Processor time in milliseconds that the thread which serves requests took so far; null where there is no /proc. */
export function servingMilliseconds(pid: number | undefined): number | null {
  if (process.platform !== "linux" || pid === undefined) return null;
  const fields = readFileSync(`/proc/${pid}/task/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

/** The most memory in megabytes that the process held at any time; null where there is no /proc. */
export function peakMegabytes(pid: number | undefined): number | null {
  if (process.platform !== "linux" || pid === undefined) return null;
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}
