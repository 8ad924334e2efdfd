import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

type Entry = {
  version?: string;
  integrity?: string;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
};
const lockfile: { packages: Record<string, Entry> } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../package-lock.json"), "utf8"),
);
const entries = Object.entries(lockfile.packages).filter(([path]) => path !== "");

// A registry that lacks some platforms lets npm write a lockfile without them, which `npm ci` then refuses everywhere.
test("the lockfile names the package of every platform, so that npm ci accepts it on all of them", () => {
  const missing = entries.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        !(`${path}/node_modules/${name}` in lockfile.packages || `node_modules/${name}` in lockfile.packages),
    ),
  );
  expect(missing).toEqual([]);
});

test("whatever is installed on every platform is pinned by its digest", () => {
  const unpinned = entries.filter(([, entry]) => !entry.optional && !entry.integrity?.startsWith("sha512-"));
  expect(unpinned.map(([path]) => path)).toEqual([]);
});
