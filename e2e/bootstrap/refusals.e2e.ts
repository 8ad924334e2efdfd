import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MachinePageView } from "#lib/contract/machines.ts";
import { identityOf, runScript, SHELLS, type Tools, toolFolder, toolPath, treeOf } from "./run-script.ts";
import { fetchScript, newHome, newToken, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

const countMachines = async () =>
  (await scene.owner.query<MachinePageView>("machines.list", {})).counts.pending;
const newScript = async () => fetchScript(scene, (await newToken(scene)).token);

/** What goes wrong, the tools it goes wrong with, and what is said of it. */
const FAILURES: readonly (readonly [string, Tools, string])[] = [
  ["neither curl nor wget", { without: ["curl"] }, "curl is missing."],
  [
    "a wget that cannot be told to stay on one host",
    { without: ["curl"], and: ["wget"], fakes: { wget: "echo 'BusyBox wget' >&2; exit 1" } },
    "curl is missing.",
  ],
  [
    "an answer of somebody else",
    { fakes: { curl: `echo '<html>' >answer.json; printf 200` } },
    "not one of a SikkerKey",
  ],
  ["a redirect", { fakes: { curl: "printf 302" } }, "answered with a redirect (302)"],
  [
    "an error without a text",
    { fakes: { curl: `echo '<b>' >answer.json; printf 502` } },
    "could not register",
  ],
  ["no answer", { fakes: { curl: "echo 'curl: (6) no host' >&2; printf 000; exit 6" } }, "curl: (6) no host"],
  [
    "a machine of another vault",
    {
      fakes: {
        curl: `echo '{"machineId":"11111111-1111-4111-8111-111111111111","machineName":"x","vaultId":"vault_other"}' >answer.json; printf 200`,
      },
    },
    "not one of a SikkerKey",
  ],
];

describe.each(SHELLS)("in %s", (_, shell) => {
  test.each(["HUP", "INT", "TERM"])(
    "a %s while it makes the key or waits for the answer leaves nothing",
    async (name) => {
      const before = await countMachines();
      const script = await newScript();
      for (const tool of ["openssl", "curl"]) {
        // The whole group, as a terminal's Ctrl-C reaches it.
        const { path } = toolFolder(scene.folder, { fakes: { [tool]: `kill -s ${name} 0; exit 1` } });
        const home = newHome(scene);
        const run = await runScript(script, home, { shell, env: { PATH: path } });
        expect(run.code, `${tool}: ${run.stderr}`).not.toBe(0);
        expect(treeOf(home)).toEqual([]);
      }
      expect(await countMachines()).toBe(before);
      expect((await runScript(script, newHome(scene), { shell })).code).toBe(0);
    },
  );

  test("an old openssl, or none, is said with the way that needs none, before anything is sent", async () => {
    const script = await newScript();
    const other = `sikkerkey enroll --url ${scene.server.url}`;
    const old = `case $1 in version) echo 'LibreSSL 3.3.6' ;; *) echo unknown >&2; exit 1 ;; esac`;
    // Another key than every client reads: longer, and not Ed25519.
    const odd = `case $1 in genpkey) '${toolPath("openssl")}' genpkey -algorithm ed448 -out private.pem ;; *) exec '${toolPath("openssl")}' "$@" ;; esac`;
    for (const [fake, words] of [
      [old, "(LibreSSL 3.3.6)"],
      [odd, "cannot make an Ed25519 key"],
    ] as const) {
      const tools = toolFolder(scene.folder, { fakes: { openssl: fake } });
      const home = newHome(scene);
      const run = await runScript(script, home, { shell, env: { PATH: tools.path } });
      expect([run.code, run.stdout], run.stderr).toEqual([1, ""]);
      expect(run.stderr).toMatch(/^sikkerkey: [^\n]+\n$/);
      for (const text of [words, "OpenSSL 1.1.1 or newer", other]) expect(run.stderr).toContain(text);
      expect(treeOf(home)).toEqual([]);
      expect(tools.recorded()).not.toContain("/register");
    }
    const none = toolFolder(scene.folder, { without: ["openssl"] });
    const run = await runScript(script, newHome(scene), { shell, env: { PATH: none.path } });
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining("openssl is missing.") });
    expect(run.stderr).toContain(other);
  });

  test("a spent token says so, and the identity that is there stays whole", async () => {
    const { token } = await newToken(scene);
    const script = fetchScript(scene, token);
    const home = newHome(scene);
    expect((await runScript(script, home, { shell })).code).toBe(0);
    const kept = [identityOf(join(home, ".sikkerkey")), treeOf(home)];
    const again = await runScript(script, home, { shell });
    expect([again.code, again.stdout]).toEqual([1, ""]);
    expect(again.stderr).toBe(
      "sikkerkey: This bootstrap token was used, revoked or has expired. Make a new one with Validate machine. (410)\n",
    );
    // What comes instead of the script by now is harmless to a shell too.
    const late = await runScript(fetchScript(scene, token), home, { shell });
    expect([late.code, late.stdout, late.stderr.split("\n").length]).toEqual([1, "", 2]);
    expect(late.stderr).toContain("was used, revoked or has expired");
    expect([identityOf(join(home, ".sikkerkey")), treeOf(home)]).toEqual(kept);
  });
});

test("a revoked token and one that nobody made say so", async () => {
  const { id, token } = await newToken(scene);
  const script = fetchScript(scene, token);
  await scene.owner.mutate("bootstrapTokens.revoke", { bootstrapTokenId: id });
  const home = newHome(scene);
  expect((await runScript(script, home)).stderr).toContain("revoked");
  const wrong = script.replace(token, `skb_${"A".repeat(49)}`);
  expect((await runScript(wrong, home)).stderr).toBe("sikkerkey: Bootstrap token not found (404)\n");
  expect(treeOf(home)).toEqual([]);
});

test.each(FAILURES)("%s is one sentence, and nothing is left", async (_, tools, words) => {
  const home = newHome(scene);
  const { path } = toolFolder(scene.folder, { ...tools, fakes: { sleep: ":", ...tools.fakes } });
  const run = await runScript(await newScript(), home, { env: { PATH: path } });
  expect([run.code, run.stdout], run.stderr).toEqual([1, ""]);
  expect(run.stderr).toMatch(/^sikkerkey: [^\n]+\n$/);
  expect(run.stderr).toContain(words);
  expect(treeOf(home)).toEqual([]);
});

test("a failure between the two files of an identity brings the old pair back, or leaves none", async () => {
  const home = newHome(scene);
  expect((await runScript(await newScript(), home)).code).toBe(0);
  const kept = identityOf(join(home, ".sikkerkey"));
  const fake = `case $2 in identity.json) exit 1 ;; *) exec '${toolPath("mv")}' "$@" ;; esac`;
  const { path } = toolFolder(scene.folder, { fakes: { mv: fake } });
  const run = await runScript(await newScript(), home, { env: { PATH: path } });
  expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining("cannot be kept") });
  expect(identityOf(join(home, ".sikkerkey"))).toEqual(kept);
  expect(treeOf(home).filter((line) => line.includes("bootstrap"))).toEqual([]);
  const fresh = newHome(scene);
  expect((await runScript(await newScript(), fresh, { env: { PATH: path } })).code).toBe(1);
  expect(treeOf(fresh)).toEqual([]);
});

test("no token is spent where the identity could not be kept", async () => {
  const { token } = await newToken(scene);
  const script = fetchScript(scene, token);
  const file = join(newHome(scene), "file");
  writeFileSync(file, "");
  const linked = newHome(scene);
  symlinkSync(newHome(scene), join(linked, "vaults"));
  for (const base of [file, linked, `${newHome(scene)}/a\nb`]) {
    const run = await runScript(script, newHome(scene), { env: { SIKKERKEY_HOME: base } });
    expect([run.code, run.stdout], run.stderr).toEqual([1, ""]);
    expect(run.stderr).toContain("SIKKERKEY_HOME");
  }
  const nowhere = await runScript(script, "", {});
  expect(nowhere.stderr).toContain("HOME is not set.");
  const open = newHome(scene);
  mkdirSync(join(open, "vaults"));
  chmodSync(join(open, "vaults"), 0o700);
  expect((await runScript(script, newHome(scene), { env: { SIKKERKEY_HOME: open } })).code).toBe(0);
});
