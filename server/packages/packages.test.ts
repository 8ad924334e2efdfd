import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { makeTarball } from "#server/launch/make-tarball.mjs";
import { makeLog } from "#server/log.ts";
import { loadPackages } from "./packages.ts";

const root = mkdtempSync(join(tmpdir(), "sikkerkey-packages-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const logged: string[] = [];
const log = makeLog(
  (line) => logged.push(line),
  () => new Date(0),
);
beforeEach(() => {
  logged.length = 0;
});

/** A built application whose CLI has this version and these bytes. */
function anApp(version: string, program: string): string {
  const appDir = mkdtempSync(join(root, "app-"));
  const manifest = Buffer.from(
    JSON.stringify({ name: "@sikkerkey/cli", version, bin: { sikkerkey: "sikkerkey.mjs" } }),
  );
  mkdirSync(join(appDir, "lib", "cli"), { recursive: true });
  writeFileSync(join(appDir, "lib", "cli", "package.json"), manifest);
  writeFileSync(join(appDir, "package.json"), JSON.stringify({ version: `${version}-server` }));
  mkdirSync(join(appDir, "public", "packages"), { recursive: true });
  const bytes = makeTarball([
    { path: "package/package.json", content: manifest, mode: 0o644 },
    { path: "package/sikkerkey.mjs", content: Buffer.from(program), mode: 0o755 },
  ]);
  writeFileSync(join(appDir, "public", "packages", `cli-${version}.tgz`), bytes);
  return appDir;
}

const load = (appDir: string, dataDir: string) => loadPackages({ appDir, dataDir, log });
const aDataDir = () => mkdtempSync(join(root, "data-"));

test("the build's CLI is served with checksums of the very bytes", async () => {
  const packages = await load(anApp("1.0.0", "one"), aDataDir());
  const bytes = packages.read("cli-1.0.0.tgz") ?? Buffer.alloc(0);
  expect(packages.cli).toMatchObject({ name: "@sikkerkey/cli", version: "1.0.0", file: "cli-1.0.0.tgz" });
  expect(packages.release).toBe("1.0.0-server");
  expect(packages.cli.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect(packages.cli.integrity).toBe(`sha512-${createHash("sha512").update(bytes).digest("base64")}`);
});

test("after an update both versions are served, and the new one is the CLI", async () => {
  const dataDir = aDataDir();
  const before = (await load(anApp("1.0.0", "one"), dataDir)).read("cli-1.0.0.tgz");
  const packages = await load(anApp("1.1.0", "two"), dataDir);
  expect(packages.list().map(({ version }) => version)).toEqual(["1.0.0", "1.1.0"]);
  expect(packages.cli.version).toBe("1.1.0");
  expect(packages.read("cli-1.0.0.tgz")).toEqual(before);
});

test("a changed build under a served version does not change what is served, and the log says so", async () => {
  const dataDir = aDataDir();
  const before = (await load(anApp("1.0.0", "one"), dataDir)).cli;
  expect(logged).toEqual([]);
  const after = (await load(anApp("1.0.0", "changed"), dataDir)).cli;
  expect(after.sha256).toBe(before.sha256);
  expect(logged.join("")).toContain("must raise its version");
});

test("a damaged kept package is replaced by this build's, or left out with an error in the log", async () => {
  const dataDir = aDataDir();
  await load(anApp("1.0.0", "one"), dataDir);
  const appDir = anApp("1.1.0", "two");
  await load(appDir, dataDir);
  for (const version of ["1.0.0", "1.1.0"])
    writeFileSync(join(dataDir, "packages", `cli-${version}.tgz`), "half");
  const packages = await load(appDir, dataDir);
  expect(packages.list().map(({ version }) => version)).toEqual(["1.1.0"]);
  expect(packages.read("cli-1.1.0.tgz")).toEqual(
    readFileSync(join(appDir, "public", "packages", "cli-1.1.0.tgz")),
  );
  expect(logged.join("")).toContain("damaged");
});

test("a tarball under another's name is not served", async () => {
  const [dataDir, appDir] = [aDataDir(), anApp("1.0.0", "one")];
  const bytes = readFileSync(join(appDir, "public", "packages", "cli-1.0.0.tgz"));
  writeFileSync(join(appDir, "public", "packages", "cli-9.9.9.tgz"), bytes);
  expect((await load(appDir, dataDir)).list().map(({ file }) => file)).toEqual(["cli-1.0.0.tgz"]);
});

test("without a built package the start says what to do", async () => {
  const appDir = anApp("1.0.0", "one");
  rmSync(join(appDir, "public"), { recursive: true });
  await expect(load(appDir, aDataDir())).rejects.toThrow("npm run build");
});

test("only listed names are read", async () => {
  const packages = await load(anApp("1.0.0", "one"), aDataDir());
  for (const name of ["../../etc/passwd", "cli-1.0.0.tgz/", "SHA256SUMS", "", "CLI-1.0.0.tgz"])
    expect(packages.read(name)).toBeNull();
});
