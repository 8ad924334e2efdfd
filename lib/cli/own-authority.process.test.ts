import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import { SikkerKey } from "../sdk/sikkerkey.ts";
import { makeAuthority } from "./testing/certificate.ts";
import { enrolledHome } from "./testing/enrolled-home.ts";
import { startTlsFront } from "./testing/fake-proxy.ts";
import { bundledCli, runProgram, temporaryFolder } from "./testing/run-program.ts";
import { VAULT_ID, WORLDS } from "./testing/world.ts";

// Programs are started here, and other suites may hold the processors meanwhile.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
let program = "";
beforeAll(async () => {
  program = await bundledCli(folder);
});

/** A server behind TLS whose certificate an authority of its own has issued, and a machine of it. */
async function behindOwnAuthority() {
  const { server, home, env } = await enrolledHome(folder, WORLDS.usual);
  const files = makeAuthority(folder, "localhost");
  const url = `https://localhost:${await startTlsFront(files, Number(new URL(server.url).port))}`;
  const get = async (more: Record<string, string>) => {
    const words = [program, "get", "sk_apikey0001"];
    const ran = await runProgram(process.execPath, words, {
      env: { ...env, SIKKERKEY_API_URL: url, ...more },
    });
    return { ...ran, stdout: ran.stdout.toString("utf8") };
  };
  return { ...files, home, url, get };
}

test("SIKKERKEY_CA_FILE names the authority; without it the server is not trusted, and the message names the way out", async () => {
  const { url, authority, get } = await behindOwnAuthority();
  expect(await get({ SIKKERKEY_CA_FILE: authority })).toMatchObject({
    stdout: "hunter2",
    stderr: "",
    code: 0,
  });
  expect(await get({ NODE_EXTRA_CA_CERTS: authority })).toMatchObject({ stdout: "hunter2", code: 0 });
  const refused = await get({});
  expect([refused.code, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toMatch(/^sikkerkey: The certificate of https:\/\/localhost:\d+ is not trusted/);
  expect(refused.stderr).toContain(`${url} is not trusted`);
  expect(refused.stderr).toContain("SIKKERKEY_CA_FILE");
});

test("both variables count together, and another authority's file helps nobody", async () => {
  const { authority, get } = await behindOwnAuthority();
  const other = makeAuthority(folder, "elsewhere").authority;
  expect(await get({ SIKKERKEY_CA_FILE: other, NODE_EXTRA_CA_CERTS: authority })).toMatchObject({
    ...{ stdout: "hunter2", code: 0 },
  });
  expect((await get({ SIKKERKEY_CA_FILE: other })).stderr).toContain("is not trusted");
});

test.each([
  ["is not there", () => join(folder, "no-such.pem"), /it cannot be read \(ENOENT\)/],
  ["is a folder", () => folder, /it cannot be read \(EISDIR\)/],
  ["holds no certificate", () => written("words"), /it holds no certificate in PEM form/],
  [
    "holds half a certificate",
    () => written("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"),
    /a certificate in it cannot be read/,
  ],
])("a file that %s is named with the reason, and nothing is sent", async (_, file, reason) => {
  const { server, env } = await enrolledHome(folder, WORLDS.usual);
  const words = [program, "get", "API_KEY"];
  const { code, stderr } = await runProgram(process.execPath, words, {
    env: { ...env, SIKKERKEY_CA_FILE: file() },
  });
  expect([code, server.state.log]).toEqual([1, []]);
  expect(stderr).toMatch(/^sikkerkey: SIKKERKEY_CA_FILE .* is not usable/);
  expect(stderr).toMatch(reason);
});

test("the SDK trusts it as well", async () => {
  const { url, authority, home } = await behindOwnAuthority();
  const file = join(home, "vaults", VAULT_ID, "identity.json");
  const identity = { ...JSON.parse(readFileSync(file, "utf8")), apiUrl: url };
  writeFileSync(file, JSON.stringify(identity));
  const read = () => new SikkerKey(file, { retryDelaysMs: [] }).getSecret("sk_apikey0001");
  await expect(read()).rejects.toThrow("is not trusted");
  vi.stubEnv("SIKKERKEY_CA_FILE", authority);
  await expect(read()).resolves.toBe("hunter2");
  vi.stubEnv("SIKKERKEY_CA_FILE", join(folder, "no-such.pem"));
  await expect(read()).rejects.toThrow("SIKKERKEY_CA_FILE");
  vi.unstubAllEnvs();
});

function written(text: string): string {
  const file = join(folder, "odd.pem");
  writeFileSync(file, text);
  return file;
}
