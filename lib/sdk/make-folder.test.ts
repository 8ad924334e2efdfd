import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

const root = mkdtempSync(join(tmpdir(), "sikkerkey-folder-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("what is missing above is made as well, for this user alone; what is there is left as it is", () => {
  const folder = join(root, "a", "b", "c");
  expect([makeFolder(folder), makeFolder(folder)]).toEqual([true, false]);
  expect(["a", "a/b", "a/b/c"].map((path) => statSync(join(root, path)).mode & 0o777)).toEqual([
    ...[0o700, 0o700, 0o700],
  ]);
  chmodSync(folder, 0o755);
  symlinkSync(folder, join(root, "link"));
  expect([makeFolder(join(root, "link")), makeFolder(join(root, "link", "d"))]).toEqual([false, true]);
  expect(statSync(folder).mode & 0o777).toBe(0o755);
});

test("where no folder can be, the system's error comes at once and nothing is made", () => {
  writeFileSync(join(root, "file"), "");
  symlinkSync(join(root, "nowhere"), join(root, "dangling"));
  const before = readdirSync(root);
  for (const above of ["file", "dangling"]) {
    expect(() => makeFolder(join(root, above))).toThrow("EEXIST");
    expect(() => makeFolder(join(root, above, "a", "b"))).toThrow(/ENOTDIR|EEXIST/);
  }
  // A folder that is there and takes none: Node's own way never comes back from it.
  if (process.platform === "linux") expect(() => makeFolder("/proc/sikkerkey/a")).toThrow("ENOENT");
  expect(readdirSync(root)).toEqual(before);
});
