import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lockHolder, takeLock } from "./lock-file.mjs";
import { startMark } from "./process-table.mjs";

const folder = mkdtempSync(join(tmpdir(), "sikkerkey-lock-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;
const freshPath = () => join(folder, `lock-${made++}`);

test("a lock is held until it is released", () => {
  const path = freshPath();
  const release = takeLock(path);
  expect(lockHolder(path)).toBe(process.pid);
  expect(takeLock(path)).toBeNull();
  release?.();
  expect(lockHolder(path)).toBeNull();
  expect(takeLock(path)).not.toBeNull();
});

/** Takes the lock in a process that ends without releasing it. */
function takeAndDie(path: string): number {
  const script = `import { takeLock } from ${JSON.stringify(join(import.meta.dirname, "lock-file.mjs"))};
    console.log(takeLock(${JSON.stringify(path)}) === null ? "refused" : process.pid); process.kill(process.pid, "SIGKILL");`;
  return Number(
    spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }).stdout,
  );
}

test("a lock whose holder was killed is free", () => {
  const path = freshPath();
  expect(takeAndDie(path)).toBeGreaterThan(0);
  expect(existsSync(path)).toBe(true);
  expect(lockHolder(path)).toBeNull();
  expect(takeLock(path)).not.toBeNull();
  expect(JSON.parse(readFileSync(path, "utf8")).pid).toBe(process.pid);
});

test("a process that got the dead holder's number does not hold its lock", () => {
  const path = freshPath();
  writeFileSync(path, JSON.stringify({ pid: process.pid, startMark: `${startMark(process.pid)}0` }));
  expect(lockHolder(path)).toBeNull();
  expect(takeLock(path)).not.toBeNull();
});

test.each(["", "{", "null", '{"pid":"x"}'])("a torn lock file %j is free", (text) => {
  const path = freshPath();
  writeFileSync(path, text);
  expect(takeLock(path)).not.toBeNull();
});

test("releasing does not take away a lock that somebody else holds by now", () => {
  const path = freshPath();
  const release = takeLock(path);
  writeFileSync(path, JSON.stringify({ pid: 1, startMark: startMark(1) }));
  release?.();
  expect(lockHolder(path)).toBe(1);
});
