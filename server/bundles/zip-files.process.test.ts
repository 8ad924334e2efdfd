import { execFileSync } from "node:child_process";
import { createPrivateKey } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import JSZip from "jszip";
import { afterAll, expect, test } from "vitest";
import { bundleFiles } from "#lib/protocol/bundle-files.ts";
import { loadMachine } from "#lib/sdk/load-machine.ts";
import { makeMachineKey, privatePem } from "../crypto/machine-key.ts";
import { zipFiles } from "./zip-files.ts";

const root = mkdtempSync(join(tmpdir(), "sikkerkey-zip-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const vaultId = "vault_0123456789abcdef";
const machine = {
  machineId: "550e8400-e29b-41d4-a716-446655440000",
  machineName: "quiet-otter-7f3a",
  vaultId,
  apiUrl: "https://secrets.example",
};
const pem = privatePem(makeMachineKey().seed);
const files = bundleFiles(machine, pem);
const bytes = await zipFiles(files);
const archive = join(root, "bundle.zip");
writeFileSync(archive, bytes);

const ENTRIES = [
  ...["identity.json", "private.pem", "cli.json", "cli_global.json", "vaults/", `vaults/${vaultId}/`],
  ...[`vaults/${vaultId}/identity.json`, `vaults/${vaultId}/private.pem`],
];
const contents = new Map(files.flatMap(({ path, content }) => (content === null ? [] : [[path, content]])));

/** What an archiver left in a folder: every file as it should be, and nothing else. */
function expectWhole(folder: string): void {
  const left = readdirSync(folder, { recursive: true, withFileTypes: true });
  expect(left).toHaveLength(ENTRIES.length);
  for (const [path, content] of contents)
    expect(readFileSync(join(folder, path)).equals(Buffer.from(content)), path).toBe(true);
}

test("unzip leaves every file to its owner alone, in a shape that the clients load", () => {
  const folder = join(root, "unzip");
  const said = execFileSync("unzip", ["-d", folder, archive], { encoding: "utf8", stdio: "pipe" });
  expect(said).not.toMatch(/warning|error/i);
  expect(execFileSync("unzip", ["-t", archive], { encoding: "utf8" })).toContain("No errors detected");
  expectWhole(folder);
  for (const path of ENTRIES) {
    const mode = statSync(join(folder, path)).mode & 0o777;
    expect(mode, path).toBe(path.endsWith("/") ? 0o700 : 0o600);
  }
  // The other public command's home, as it lies there.
  const loaded = loadMachine({ SIKKERKEY_HOME: folder });
  expect(loaded.identity).toMatchObject(machine);
  expect(loaded.privateKey.equals(createPrivateKey(pem))).toBe(true);
});

test("Python's zipfile finds nothing wrong, in this order, with these modes and this one time", () => {
  const script = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    assert z.testzip() is None
    z.extractall(sys.argv[2])
    print(json.dumps([[i.filename, oct(i.external_attr >> 16), i.date_time, i.create_system, i.compress_type, i.extra.hex(), i.comment.decode()] for i in z.infolist()]))
`;
  const folder = join(root, "python");
  const listed = execFileSync("python3", ["-c", script, archive, folder], { encoding: "utf8" });
  expect(JSON.parse(listed)).toEqual(
    ENTRIES.map((path) => [
      path,
      path.endsWith("/") ? "0o40700" : "0o100600",
      [1980, 1, 1, 0, 0, 0],
      3,
      0,
      "",
      "",
    ]),
  );
  expectWhole(folder);
});

test("Node reads it, and one identity makes one archive, to the byte", async () => {
  const zip = await JSZip.loadAsync(bytes, { checkCRC32: true });
  expect(Object.keys(zip.files)).toEqual(ENTRIES);
  for (const [path, content] of contents)
    expect(Buffer.from(await (zip.file(path)?.async("uint8array") ?? "")).equals(Buffer.from(content))).toBe(
      true,
    );
  expect(Buffer.from(await zipFiles(bundleFiles(machine, pem))).equals(Buffer.from(bytes))).toBe(true);
});

test("identity and configuration are what the clients read, and no more (wire-protocol 6, DESIGN D15)", () => {
  const read = (path: string): unknown => JSON.parse(String(contents.get(path)));
  const identity = { ...machine, privateKeyPath: "/etc/sikkerkey/private.pem" };
  const config = { default_vault: vaultId, vault_aliases: {}, current_applications: {} };
  for (const path of ["identity.json", `vaults/${vaultId}/identity.json`])
    expect(read(path)).toEqual(identity);
  for (const path of ["cli.json", "cli_global.json"]) expect(read(path)).toEqual(config);
  const key = createPrivateKey(String(pem));
  expect(key.export({ format: "der", type: "pkcs8" })).toHaveLength(48);
});
