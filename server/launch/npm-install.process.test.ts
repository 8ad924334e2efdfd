import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { answerRegistry } from "#server/packages/answer-registry.ts";
import { describePackage } from "#server/packages/describe-package.ts";
import { makeTarball } from "./make-tarball.mjs";
import { packCli } from "./pack.mjs";

const root = mkdtempSync(join(tmpdir(), "sikkerkey-npm-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const manifest = { name: "@sikkerkey/cli", version: "1.0.0", bin: { sikkerkey: "sikkerkey.mjs" } };
const replacement = makeTarball([
  { path: "package/package.json", content: Buffer.from(JSON.stringify(manifest)), mode: 0o644 },
  { path: "package/sikkerkey.mjs", content: Buffer.from("#!/usr/bin/env node\n"), mode: 0o755 },
]);

/** Our registry over HTTP, with its tarball changed on the way. */
async function serveRegistry(change: (bytes: Buffer) => Buffer): Promise<string> {
  const { file, bytes } = await packCli(fileURLToPath(new URL("../..", import.meta.url)));
  const cli = describePackage(file, bytes);
  if (cli === null) throw new Error("The packed CLI describes itself wrongly");
  const packages = { release: "", cli, list: () => [cli], read: () => change(bytes) };
  const server = createServer(async ({ url = "", headers }, response) => {
    const baseUrl = `http://${headers.host}`;
    const path = url.replace(/^\/npm\//, "");
    const answer = answerRegistry({ packages, baseUrl, path, accept: String(headers.accept) });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  onTestFinished(() => void server.close());
  return `http://localhost:${(server.address() as AddressInfo).port}/npm/`;
}

function install(registry: string): Promise<{ code: number | null; output: string; command: string }> {
  const home = mkdtempSync(join(root, "home-"));
  const places = ["--prefix", join(home, "prefix"), "--cache", join(home, "cache")];
  const words = ["install", "-g", "@sikkerkey/cli@1.0.0", `--@sikkerkey:registry=${registry}`, ...places];
  const env = {
    PATH: process.env["PATH"] ?? "",
    NODE_ENV: "production" as const,
    HOME: home,
    npm_config_update_notifier: "false",
    npm_config_fetch_retries: "0",
  };
  return new Promise((resolve, reject) => {
    const child = spawn("npm", words, { env });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output, command: join(home, "prefix", "bin", "sikkerkey") }));
  });
}

test("npm installs the CLI from its registry", { timeout: 60_000 }, async () => {
  const { code, command } = await install(await serveRegistry((bytes) => bytes));
  expect([code, existsSync(command)]).toEqual([0, true]);
});

test.each([
  ["of which one byte was changed on the way", flipOneByte],
  ["that another was put in the place of", () => replacement],
])("npm refuses a tarball %s", { timeout: 60_000 }, async (_, change) => {
  const { code, output, command } = await install(await serveRegistry(change));
  expect(code).not.toBe(0);
  expect(output).toMatch(change === flipOneByte ? /EINTEGRITY|Z_DATA_ERROR/ : /EINTEGRITY/);
  expect(existsSync(command)).toBe(false);
});

function flipOneByte(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  const middle = Math.floor(changed.length / 2);
  changed[middle] = (changed[middle] ?? 0) ^ 1;
  return changed;
}
