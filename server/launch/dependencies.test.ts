import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isInstalled } from "./dependencies.mjs";

const folder = mkdtempSync(join(tmpdir(), "sikkerkey-install-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

type Packages = Record<string, object>;
const LOCKED: Packages = {
  "": { name: "sikkerkey" },
  "node_modules/a": { integrity: "sha512-a" },
  "node_modules/b": { integrity: "sha512-b", dev: true },
  "node_modules/other-platform": { integrity: "sha512-c", optional: true },
};
const { "": _, "node_modules/other-platform": __, ...INSTALLED } = LOCKED;

function anInstall(found: Packages | null, folders = Object.keys(INSTALLED)): string {
  const dir = join(folder, String(made++));
  mkdirSync(join(dir, "node_modules"), { recursive: true });
  writeFileSync(join(dir, "package-lock.json"), JSON.stringify({ packages: LOCKED }));
  if (found) writeFileSync(join(dir, "node_modules/.package-lock.json"), JSON.stringify({ packages: found }));
  for (const name of folders) {
    mkdirSync(join(dir, name), { recursive: true });
    writeFileSync(join(dir, name, "package.json"), "{}");
  }
  return dir;
}

const { "node_modules/b": ___, ...WITHOUT_DEV } = INSTALLED;
const STALE = { ...INSTALLED, "node_modules/a": { integrity: "sha512-older" } };

test.each([
  ["a finished install", anInstall(INSTALLED), true],
  ["nothing", join(folder, "absent"), false],
  ["an interrupted install, without npm's last file", anInstall(null), false],
  ["an install of an older lockfile", anInstall(STALE), false],
  [
    "a package that was never installed",
    anInstall({ "node_modules/b": LOCKED["node_modules/b"] ?? {} }),
    false,
  ],
  ["a package whose folder is gone", anInstall(INSTALLED, ["node_modules/b"]), false],
  ["an install without the tests' packages", anInstall(WITHOUT_DEV, ["node_modules/a"]), false],
])("%s: complete is %s", (_name, dir, isComplete) => {
  expect(isInstalled(dir, true)).toBe(isComplete);
});

test("a server starts without the packages of the tests", () => {
  expect(isInstalled(anInstall(WITHOUT_DEV, ["node_modules/a"]), false)).toBe(true);
});
