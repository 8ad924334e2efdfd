import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test, vi } from "vitest";
import { makeTarball } from "./make-tarball.mjs";
import { packCli, packPackages, packSdk } from "./pack.mjs";

// Programs are started here, and other suites may hold the processors meanwhile.
vi.setConfig({ testTimeout: 60_000 });

const appDir = fileURLToPath(new URL("../..", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "sikkerkey-pack-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const run = (file: string, words: readonly string[], env: Record<string, string> = {}) => {
  const inherited = { PATH: process.env["PATH"] ?? "", NODE_ENV: "production" as const };
  return spawnSync(file, words, { encoding: "utf8", env: { ...inherited, HOME: root, ...env } });
};

test("the same sources give the same bytes, in another folder and another process", async () => {
  const copy = join(root, "a copy of the sources");
  mkdirSync(join(copy, "server"), { recursive: true });
  for (const part of ["lib", "server/launch", "package.json", "tsconfig.json"])
    cpSync(join(appDir, part), join(copy, part), { recursive: true });
  symlinkSync(join(appDir, "node_modules"), join(copy, "node_modules"));
  const { status, stderr } = run(process.execPath, [join(copy, "server/launch/pack.mjs")], {
    TZ: "Pacific/Apia",
  });
  expect([status, stderr]).toEqual([0, ""]);
  for (const { file, bytes } of [await packCli(appDir), await packSdk(appDir)])
    expect(readFileSync(join(copy, "public", "packages", file)).equals(bytes), file).toBe(true);
});

test("SHA256SUMS names every tarball with the checksum sha256sum finds", async () => {
  const out = join(root, "out");
  mkdirSync(out);
  writeFileSync(join(out, "cli-0.9.0.tgz"), "an older version");
  await packPackages(appDir, out);
  const { status, stdout } = spawnSync("sha256sum", ["-c", "SHA256SUMS"], { cwd: out, encoding: "utf8" });
  expect(status).toBe(0);
  expect(stdout.split("\n").filter(Boolean)).toEqual([
    "cli-0.9.0.tgz: OK",
    "cli-1.0.0.tgz: OK",
    "sdk-1.0.0.tgz: OK",
  ]);
  expect(readdirSync(out).filter((name) => name.endsWith(".new"))).toEqual([]);
});

test("the package holds four files and nothing else, one of them executable, all in one folder", async () => {
  const file = join(root, "listed.tgz");
  writeFileSync(file, (await packCli(appDir)).bytes);
  const { stdout } = run("tar", ["-tvzf", file]);
  const rows = stdout
    .trim()
    .split("\n")
    .map((row) => row.split(/\s+/));
  expect(rows.map((row) => [row.at(0), row.at(-1)])).toEqual([
    ["-rw-r--r--", "package/package.json"],
    ["-rwxr-xr-x", "package/sikkerkey.mjs"],
    ["-rw-r--r--", "package/LICENSE"],
    ["-rw-r--r--", "package/README.md"],
  ]);
});

test("npm installs the file offline, without scripts, and the command runs", async () => {
  const file = join(root, "installed.tgz");
  const { bytes } = await packCli(appDir);
  writeFileSync(file, bytes);
  const [prefix, cache, config] = [join(root, "prefix"), join(root, "cache"), join(root, "npmrc")];
  writeFileSync(config, "");
  const flags = ["--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"];
  const places = ["--prefix", prefix, "--cache", cache, "--userconfig", config];
  const installed = run("npm", ["install", "--global", ...flags, ...places, file]);
  expect([installed.status, installed.stderr]).toEqual([0, ""]);
  const { stdout } = run(join(prefix, "bin", "sikkerkey"), ["version"]);
  expect(stdout).toBe("sikkerkey 1.0.0\n");
});

test("it runs in place where there is no npm", async () => {
  const folder = mkdtempSync(join(root, "in place "));
  writeFileSync(join(folder, "cli.tgz"), (await packCli(appDir)).bytes);
  expect(run("tar", ["-xzf", join(folder, "cli.tgz"), "-C", folder]).status).toBe(0);
  const { stdout } = run(process.execPath, [join(folder, "package", "sikkerkey.mjs"), "version"]);
  expect(stdout).toBe("sikkerkey 1.0.0\n");
});

test("the program depends on nothing but Node", async () => {
  const { bytes } = await packCli(appDir);
  const imported = [...bytes.toString("utf8").matchAll(/^import .* from "([^"]+)";$/gm)].map(
    ([, from]) => from,
  );
  expect(imported.length).toBeGreaterThan(0);
  expect(imported.filter((from) => !from?.startsWith("node:"))).toEqual([]);
});

test("the SDK holds its programs, types and papers, depends on nothing but Node, and names every export", async () => {
  const folder = mkdtempSync(join(root, "sdk "));
  writeFileSync(join(folder, "sdk.tgz"), (await packSdk(appDir)).bytes);
  expect(run("tar", ["-xzf", join(folder, "sdk.tgz"), "-C", folder]).status).toBe(0);
  const read = (name: string) => readFileSync(join(folder, "package", name), "utf8");
  const manifest = JSON.parse(read("package.json"));
  expect(readdirSync(join(folder, "package")).sort()).toEqual(["package.json", ...manifest.files].sort());
  expect(manifest).toMatchObject({ engines: { node: ">=18" } });
  expect(Object.keys(manifest).filter((key) => /dependencies|scripts/i.test(key))).toEqual([]);
  const required = [...read("sikkerkey.cjs").matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name);
  expect(required.length).toBeGreaterThan(0);
  expect(required.filter((name) => !name?.startsWith("node:"))).toEqual([]);
  const declared = [...read("sikkerkey.d.cts").matchAll(/^export declare class (\w+)/gm)].map(
    ([, name]) => name,
  );
  const script = `import * as sdk from "./package/sikkerkey.mjs"; console.log(JSON.stringify(Object.keys(sdk)))`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(JSON.parse(stdout).sort()).toEqual(declared.sort());
});

test("any size of file makes a sound archive", () => {
  for (const size of [0, 1, 511, 512, 513, 65_535, 65_536, 200_000]) {
    const content = Buffer.alloc(size, "x");
    const file = join(root, `sized-${size}.tgz`);
    writeFileSync(file, makeTarball([{ path: "package/file", content, mode: 0o644 }]));
    const { stdout } = run("tar", ["-xOzf", file]);
    expect(createHash("sha256").update(stdout).digest("hex")).toBe(
      createHash("sha256").update(content).digest("hex"),
    );
  }
});
