import { createHash } from "node:crypto";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SiteFacts } from "#lib/integrations/integration.ts";
import { runProcess } from "../process-run.ts";
import { deliver } from "./deliver.ts";
import { aDelivery, openScene, renderFiles, type Scene } from "./scene.ts";

const OLD_VERSION = "0.9.3";
const builtPackages = join(import.meta.dirname, "../../public/packages");
const folder = mkdtempSync(join(tmpdir(), "sikkerkey-older-"));
let scene: Scene;

/** A data folder in which a server of an earlier version left the CLI it had served. */
beforeAll(async () => {
  const dataDir = join(folder, "data");
  mkdirSync(join(dataDir, "packages"), { recursive: true });
  copyFileSync(await packOlderCli(), join(dataDir, "packages", `cli-${OLD_VERSION}.tgz`));
  scene = await openScene(dataDir);
});
afterAll(async () => {
  await scene?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a script made by an older version of the server still runs, with the CLI it pins", async () => {
  const delivery = await aDelivery(scene, { API_KEY: "k3y-of-the-older-script\n" });
  const older: SiteFacts = {
    ...scene.site,
    cliVersion: OLD_VERSION,
    cliFile: `/npm/@sikkerkey/cli/-/cli-${OLD_VERSION}.tgz`,
    cliSha256: createHash("sha256")
      .update(readFileSync(join(folder, "older.tgz")))
      .digest("hex"),
  };
  const result = await deliver({ ...delivery, files: renderFiles(delivery.policy, older) });
  expect(result, result.log).toMatchObject({ exitCode: 0, wentOn: true, findings: [] });
  expect(result.log).toContain(`Installed @sikkerkey/cli ${OLD_VERSION} with npm`);
});

/** The same sources under an earlier version, packed by npm as that server would have. */
async function packOlderCli(): Promise<string> {
  const { version } = cliManifest();
  const unpacked = join(folder, "unpacked");
  mkdirSync(unpacked);
  await done("tar", ["-xzf", join(builtPackages, `cli-${version}.tgz`), "-C", unpacked]);
  const source = join(folder, "older");
  cpSync(join(unpacked, "package"), source, { recursive: true });
  const manifest = join(source, "package.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace(`"${version}"`, `"${OLD_VERSION}"`));
  await done("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder, source]);
  const packed = join(folder, `sikkerkey-cli-${OLD_VERSION}.tgz`);
  copyFileSync(packed, join(folder, "older.tgz"));
  return packed;
}

function cliManifest(): { version: string } {
  return JSON.parse(readFileSync(join(import.meta.dirname, "../../lib/cli/package.json"), "utf8"));
}

async function done(command: string, args: readonly string[]): Promise<void> {
  const run = runProcess(command, args);
  const code = await run.ended;
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${run.stderr()}`);
}
