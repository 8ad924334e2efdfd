import { chmodSync, cpSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MOUNT } from "#lib/protocol/bundle-files.ts";
import { ENGINE } from "./container-engine.ts";
import { type ContainerOptions, runContainer } from "./run-container.ts";
import { ARRIVING, type ContainerScene, DATABASE, openContainerScene, VALUES } from "./scene.ts";

const IDENTITY = { SIKKERKEY_IDENTITY: `${MOUNT}/identity.json` };
const copies = mkdtempSync(join(tmpdir(), "sikkerkey-mounts-"));
let scene: ContainerScene;

beforeAll(async () => {
  if (ENGINE.kind !== "none") scene = await openContainerScene();
});
afterAll(async () => {
  await scene?.close();
  rmSync(copies, { recursive: true, force: true });
});

/** Starts the image with the bundle mounted where it belongs. */
const start = (options: ContainerOptions = {}) =>
  runContainer(scene.image, { env: IDENTITY, mounts: { [MOUNT]: scene.folder }, ...options });

async function run(options: ContainerOptions = {}) {
  const container = start(options);
  return { code: await container.ended, stdout: container.stdout(), stderr: container.stderr() };
}

/** A copy of the bundle with other rights. */
function mountOf(name: string, fileMode: number): Record<string, string> {
  const folder = join(copies, name);
  cpSync(scene.folder, folder, { recursive: true });
  chmodSync(folder, 0o755);
  for (const file of ["identity.json", "private.pem"]) chmodSync(join(folder, file), fileMode);
  return { [MOUNT]: folder };
}

describe.skipIf(ENGINE.kind === "none")(`a bundle, mounted into a container of ${ENGINE.title}`, () => {
  test("the dialog's Node program reads its secrets, and one that was not ticked is denied", async () => {
    const snippet = await run({ entrypoint: ["node"], command: ["snippet.js"] });
    expect(snippet.stderr).toBe("");
    expect(JSON.parse(snippet.stdout)).toEqual({
      apiKey: VALUES.API_KEY,
      certificateValue: VALUES.CERTIFICATE,
      databaseHost: DATABASE.host,
      databasePassword: DATABASE.password,
    });
    const { API_KEY, REFUSED } = scene.ids;
    const { stdout } = await run({ entrypoint: ["node"], command: ["read.js", API_KEY, REFUSED] });
    const found = JSON.parse(stdout);
    expect(found[API_KEY]).toBe(VALUES.API_KEY);
    expect(found[REFUSED]).toMatch(/^AccessDeniedError: /);
  });

  test("the entry point hands the command every granted secret, is PID 1, and passes TERM and the exit code on", async () => {
    const container = start();
    await container.printed("serving");
    const [first = ""] = container.stdout().split("\n");
    const { env, hasHome, parent } = JSON.parse(first);
    expect(env).toMatchObject(ARRIVING);
    expect(Object.keys(env)).not.toContain("REFUSED");
    expect(hasHome).toBe(false);
    // Where Node can be replaced by the command (22.15 and later) that is PID 1 itself, and nobody's child.
    expect([0, 1]).toContain(parent);
    container.signal("SIGTERM");
    expect(await container.ended).toBe(7);
    expect(container.stdout()).toContain("stopped by SIGTERM");
  });

  test.each([
    ["an exit code", "exit 5", 5],
    ["a signal that ended it", "kill -9 $$", 137],
  ])("%s becomes the container's own", async (_, script, code) => {
    // In front stands an init: the kernel lets no signal of its own kill PID 1.
    expect(await run({ init: true, command: ["sh", "-c", script] })).toMatchObject({ code });
  });

  test("what the command left running does not keep the container", async () => {
    expect(await run({ command: ["sh", "-c", "sleep 1000 & exit 3"] })).toMatchObject({ code: 3 });
  });

  test("with --init, as in the snippets, orphans leave nothing behind, and TERM still arrives", async () => {
    const zombies = "grep -l '^State:.Z' /proc/[0-9]*/status 2>/dev/null | wc -l";
    const orphans = "for i in 1 2 3 4 5 6 7 8 9 10; do sh -c 'sh -c : &'; done";
    const until = `until [ "$(${zombies})" = 0 ]; do sleep 0.05; done; echo tidy`;
    const container = start({
      init: true,
      command: ["sh", "-c", `${orphans}; ${until}; exec node server.js`],
    });
    await container.printed("serving");
    expect(container.stdout()).toMatch(/^tidy\n/);
    container.signal("SIGTERM");
    expect(await container.ended).toBe(7);
  });

  test("nothing of the container can be written, and the bundle is as it was", async () => {
    const before = statSync(join(scene.folder, "private.pem")).mtimeMs;
    const { stdout, stderr } = await run({ command: ["node", "writable.js"] });
    expect(stderr).toBe("");
    // An engine adds mounts of its own below /dev and /etc, which belong to root.
    const mounts = ENGINE.kind === "docker" ? expect.anything() : ["/proc"];
    expect(JSON.parse(stdout)).toEqual({ mounts, written: [] });
    expect(statSync(join(scene.folder, "private.pem")).mtimeMs).toBe(before);
  });

  test("whoever owns the files reads them without any right of root's", async () => {
    const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
    const words = { command: ["sh", "-c", 'printf %s "$API_KEY"; grep CapEff /proc/self/status'] };
    const { stdout } = await run({ ...words, ...owner, mounts: mountOf("private", 0o600) });
    expect(stdout).toBe(`${VALUES.API_KEY}CapEff:\t0000000000000000\n`);
  });

  test("curl and openssl alone read the same, and no more", async () => {
    const read = (id: string) =>
      run({
        entrypoint: ["sh", "read-signed.sh"],
        command: [`${MOUNT}/identity.json`, id],
        tmpfs: ["/tmp"],
      });
    const { CERTIFICATE, REFUSED } = scene.ids;
    expect(await read(CERTIFICATE)).toEqual({ code: 0, stdout: VALUES.CERTIFICATE, stderr: "" });
    const refused = await read(REFUSED);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toContain("the server answered 403");
  });

  test("the folder is a SIKKERKEY_HOME as well, as the public command expects it", async () => {
    const command = ["sh", "-c", 'printf %s "$API_KEY"'];
    const { stdout, code } = await run({ command, env: { SIKKERKEY_HOME: MOUNT } });
    expect([code, stdout]).toEqual([0, VALUES.API_KEY]);
  });

  describe("it refuses in one clear line and starts nothing", () => {
    test.each([
      ["no command", () => ({ command: [] }), /^sikkerkey: .*command to run/],
      ["no identity", () => ({ env: {} }), /^sikkerkey: .*identity/],
      ["nothing mounted", () => ({ mounts: {} }), /^sikkerkey: .*\/etc\/sikkerkey\/identity\.json/],
      ["a key it may not read", () => ({ mounts: mountOf("unreadable", 0) }), /^sikkerkey: .*read/],
    ] as const)("%s", async (_, options, said) => {
      const { code, stdout, stderr } = await run({ command: ["touch", "/tmp/started"], ...options() });
      expect(stdout).toBe("");
      expect(stderr.split("\n")[0]).toMatch(said);
      expect(stderr.trimEnd().split("\n").length).toBeLessThanOrEqual(2);
      expect([1, 2]).toContain(code);
    });
  });
});
