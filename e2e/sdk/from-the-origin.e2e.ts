import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FIRST_PROCESS } from "#lib/cli/testing/first-process.ts";
import { runProcess } from "../process-run.ts";
import { installRuntimes, RUNTIMES, type Runtime } from "./install-runtimes.ts";
import { asModule, BOTH_WORLDS, PROGRAMS, TYPED, WATCHER, WRONG } from "./programs.ts";
import { FIELDS, openSdkScene, type SdkScene, VALUE } from "./scene.ts";

const ROOT = join(import.meta.dirname, "../..");
let scene: SdkScene;
let runtimes: readonly Runtime[];
let missing: string | null;
let installed: Awaited<ReturnType<typeof run>>;

const folder = mkdtempSync(join(tmpdir(), "sikkerkey-runtimes-"));

// Some hundred megabytes are unpacked here while the server starts.
beforeAll(async () => {
  const installing = installRuntimes(folder);
  scene = await openSdkScene();
  const { project, server } = scene;
  const registry = `--@sikkerkey:registry=${server.url}/npm/`;
  const quiet = ["--no-audit", "--no-fund", "--cache", join(scene.folder, "cache")];
  installed = await run("npm", ["install", "@sikkerkey/sdk@1.0.0", registry, ...quiet]);
  for (const [name, text] of Object.entries(PROGRAMS)) writeFileSync(join(project, name), text);
  ({ runtimes, missing } = await installing);
}, 300_000);
afterAll(async () => {
  await scene?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(program: string, words: readonly string[]) {
  const started = runProcess(program, words, { cwd: scene.project, env: scene.env });
  return { code: await started.ended, stdout: started.stdout(), stderr: started.stderr() };
}

describe("a package from this origin", () => {
  test("npm installs it alone, with a checksum, and it brings no scripts and no other package", async () => {
    expect(installed).toMatchObject({ code: 0 });
    const lock = JSON.parse(readFileSync(join(scene.project, "package-lock.json"), "utf8"));
    expect(Object.keys(lock.packages)).toEqual(["", "node_modules/@sikkerkey/sdk"]);
    const locked = lock.packages["node_modules/@sikkerkey/sdk"];
    expect(locked).not.toHaveProperty("hasInstallScript");
    expect(locked.resolved).toBe(`${scene.server.url}/npm/@sikkerkey/sdk/-/sdk-1.0.0.tgz`);
    const bytes = Buffer.from(await (await fetch(locked.resolved)).arrayBuffer());
    expect(locked.integrity).toBe(`sha512-${createHash("sha512").update(bytes).digest("base64")}`);
    expect(readFileSync(join(scene.server.dataDir, "packages", "sdk-1.0.0.tgz")).equals(bytes)).toBe(true);
  });

  const rows = RUNTIMES.flatMap(({ title, takesTypes }) =>
    Object.keys(PROGRAMS)
      .filter((program) => takesTypes || !program.endsWith("ts"))
      .map((program) => ({ title, program })),
  );
  test.for(rows)("under $title, $program reads what its machine may read", async (row, { skip }) => {
    const runtime = runtimes.find(({ title }) => title === row.title);
    if (runtime === undefined) return skip(`${row.title} is not here: ${missing}`);
    const { code, stdout, stderr } = await run(runtime.program, [row.program, JSON.stringify(scene.task)]);
    expect([code, stderr.replace(/\(node:.*\n.*--trace-warnings.*\n/, "")]).toEqual([0, ""]);
    const lines = stdout.trimEnd().split("\n");
    expect(JSON.parse(lines.at(-1) ?? "")).toEqual({
      value: VALUE,
      fields: FIELDS,
      field: FIELDS["user name"],
      listed: ["Api Key", "Database"],
      exported: {
        API_KEY: VALUE,
        DATABASE_HOST: FIELDS.host,
        DATABASE_USER_NAME: FIELDS["user name"],
      },
      vaults: [scene.task.vaultId],
      inMemory: VALUE,
      isAnotherMachine: true,
      denied: [true, true, "AccessDeniedError", 403],
      cutOff: VALUE,
    });
    const shown = lines.slice(0, -1).join("\n");
    expect(shown).toContain("SikkerKey");
    expect(shown).not.toMatch(/PRIVATE|PrivateKey|privateKey|ske_/);
  });

  const nodes = RUNTIMES.filter(({ title }) => title.startsWith("Node"));
  test.for(nodes)(
    "under $title, the command that was installed beside it puts a container's program in its place if Node can",
    async ({ title }, { skip }) => {
      const runtime = runtimes.find((one) => one.title === title);
      if (runtime === undefined) return skip(`${title} is not here: ${missing}`);
      if (FIRST_PROCESS === null) return skip("this system numbers no processes anew");
      const archive = await fetch(`${scene.server.url}/npm/@sikkerkey/cli/-/cli-1.0.0.tgz`);
      writeFileSync(join(folder, "cli.tgz"), Buffer.from(await archive.arrayBuffer()));
      await run("tar", ["-xzf", join(folder, "cli.tgz"), "-C", folder]);
      const program = [runtime.program, join(folder, "package", "sikkerkey.mjs"), "run", "--all", "--"];
      const script = ["sh", "-c", 'printf "%s %s" $$ "$API_KEY"'];
      const { code, stdout, stderr } = await run("unshare", [...FIRST_PROCESS, ...program, ...script]);
      const [number, ...value] = stdout.split(" ");
      expect([code, stderr, value.join(" ")]).toEqual([0, "", VALUE]);
      const canReplace = (await run(runtime.program, ["-p", "'execve' in process"])).stdout.trim();
      expect(String(number === "1")).toBe(canReplace);
    },
  );

  test("import and require give one set of classes", async () => {
    writeFileSync(join(scene.project, "both.mjs"), BOTH_WORLDS);
    for (const { title, program } of runtimes)
      expect([title, await run(program, ["both.mjs"])]).toMatchObject([title, { stdout: "true\n" }]);
  });

  test("nothing but the cache was written beside the identity, and no value is readable there", () => {
    const place = join(scene.env["SIKKERKEY_HOME"] ?? "", "vaults", scene.task.vaultId);
    const files = readdirSync(place, { recursive: true, encoding: "utf8" }).sort();
    const { single, structured } = scene.task;
    const kept = [single, structured].map((id) => join("cache", `${id}.skc`));
    expect(files).toEqual(["cache", ...kept, "identity.json", "offline.identity.json", "private.pem"].sort());
    for (const file of kept) expect(readFileSync(join(place, file), "utf8")).not.toMatch(/HOME|db\.example/);
  });

  test("a change in the dashboard reaches a watch, and the withdrawal ends it", async () => {
    writeFileSync(join(scene.project, "watcher.mjs"), WATCHER);
    const { owner, task, project, env } = scene;
    const words = ["watcher.mjs", JSON.stringify(task)];
    const watcher = runProcess(process.execPath, words, { cwd: project, env });
    const printed = (text: string) =>
      new Promise<void>((resolve) => {
        const look = () => watcher.stdout().includes(text) && resolve();
        watcher.child.stdout?.on("data", look);
        look();
      });
    await printed("watching");
    const { version } = await owner.query<{ version: number }>("secrets.get", { secretId: task.single });
    await owner.mutate("secrets.writeVersion", {
      secretId: task.single,
      expectedVersion: version,
      content: { kind: "single", value: "second" },
    });
    await printed('"second"');
    await owner.mutate("secrets.delete", { secretId: task.single });
    expect(await watcher.ended, watcher.stderr()).toBe(0);
    const [, ...events] = watcher.stdout().trimEnd().split("\n");
    expect(events.map((line) => JSON.parse(line))).toEqual([
      { status: "changed", secretId: task.single, value: "second" },
      { status: "deleted", secretId: task.single },
    ]);
  });
});

describe("the types it brings", () => {
  const tsc = (files: readonly string[], resolution: string) => {
    const module = resolution === "node16" ? "node16" : "esnext";
    const checks = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess"];
    const world = ["--target", "es2022", "--lib", "es2022", "--skipLibCheck", "false"];
    const how = ["--module", module, "--moduleResolution", resolution];
    const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
    return run(process.execPath, [compiler, ...checks, ...world, ...how, ...files]);
  };

  test.each([
    ["node16", ["typed.mts", "typed.cts"]],
    ["bundler", ["typed.mts", "typed.ts"]],
  ])("they compile with moduleResolution %s and without the types of Node", async (resolution, files) => {
    for (const file of files) writeFileSync(join(scene.project, file), TYPED);
    expect(await tsc(files, resolution)).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("the examples of the package's own page compile", async () => {
    const page = readFileSync(join(scene.project, "node_modules", "@sikkerkey", "sdk", "README.md"), "utf8");
    const examples = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map(([, text = ""]) => asModule(text));
    expect(examples.length).toBeGreaterThan(3);
    const files = examples.map((_, index) => `example-${index}.mts`);
    for (const [index, file] of files.entries())
      writeFileSync(join(scene.project, file), examples[index] ?? "");
    expect(await tsc(files, "node16")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("each wrong use is found", async () => {
    writeFileSync(join(scene.project, "wrong.mts"), WRONG);
    const { stdout } = await tsc(["wrong.mts"], "node16");
    const lines = [...stdout.matchAll(/^wrong\.mts\((\d+),/gm)].map(([, line]) => Number(line));
    expect(lines, stdout).toEqual([4, 5, 6, 7, 8]);
  });
});
