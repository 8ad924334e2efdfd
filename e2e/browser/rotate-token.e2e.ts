import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "#e2e/open-browser.ts";
import { claimServer, type Owner } from "#e2e/owner.ts";
import { runProcess } from "#e2e/process-run.ts";
import { registerMachine } from "#e2e/register-machine.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import { PLAINTEXT, signedIn } from "./world.ts";

type Token = { readonly id: string; readonly token: string };

const folder = mkdtempSync(join(tmpdir(), "sikkerkey-rotate-"));
let server: RunningServer;
let browser: Browser;
let owner: Owner;
let page: Page;
let vaultId = "";
let token: Token;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  owner = await claimServer(server.setupLink);
  vaultId = (await owner.query<{ vault: { id: string } }>("account.me")).vault.id;
  const { id: projectId } = await owner.mutate<{ id: string }>("projects.create", { name: "Payments" });
  const content = { kind: "single", value: PLAINTEXT };
  const secret = { projectId, name: "API_KEY", content };
  const { id: secretId } = await owner.mutate<{ id: string }>("secrets.create", secret);
  token = await owner.mutate<Token>("tokens.create", {
    name: "deploy",
    projectIds: [projectId],
    secretIds: [secretId],
    tokenLifetimeSeconds: 86_400,
    machineLifetimeSeconds: 3600,
    maxUses: 2,
    hostnamePattern: "runner-*",
  });
  await unpackCli();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The command as this server hands it out. */
async function unpackCli(): Promise<void> {
  const tarball = await fetch(`${server.url}/npm/@sikkerkey/cli/-/cli-1.0.0.tgz`);
  writeFileSync(join(folder, "cli.tgz"), Buffer.from(await tarball.arrayBuffer()));
  const unpacked = runProcess("tar", ["-xzf", "cli.tgz"], { cwd: folder });
  expect(await unpacked.ended).toBe(0);
}

async function check(plaintext: string, words: readonly string[] = ["--hostname", "runner-1"]) {
  const program = join(folder, "package", "sikkerkey.mjs");
  const env = {
    HOME: folder,
    SIKKERKEY_API_URL: server.url,
    SIKKERKEY_VAULT: vaultId,
    SIKKERKEY_ENROLLMENT_TOKEN: plaintext,
  };
  const run = runProcess(process.execPath, [program, "ci", "check", ...words], { cwd: folder, env });
  return { code: await run.ended, stdout: run.stdout(), stderr: run.stderr() };
}

const usesOf = async ({ id }: Pick<Token, "id">) =>
  (await owner.query<{ uses: number; machines: unknown[] }>("tokens.get", { tokenId: id })).uses;

test("a pipeline learns what it would get, spends nothing, and its exit code says whether it is ready", async () => {
  const ready = await check(token.token);
  expect([ready.code, ready.stderr]).toEqual([0, ""]);
  expect(ready.stdout).toContain("2 of 2 uses left");
  expect(ready.stdout).toContain("Payments would arrive as API_KEY\nReady");
  const refused = await check(token.token, ["--hostname", "laptop", "--json"]);
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stdout)).toMatchObject({
    isReady: false,
    refusal: { status: 403, code: "hostname_not_allowed" },
  });
  const wrong = await check(`${token.token.slice(0, -1)}0`);
  expect([wrong.code, wrong.stdout.includes("not found (404)")]).toEqual([1, true]);
  expect((await check(token.token, ["--frobnicate"])).code).toBe(2);
  for (const { stdout, stderr } of [ready, refused, wrong])
    for (const hidden of [token.token.slice(4), PLAINTEXT]) expect(stdout + stderr).not.toContain(hidden);
  expect(await usesOf(token)).toBe(0);
});

test("a person rotates it: the plaintext once, both pages know each other, and each token has its own machines", async () => {
  const register = `${server.url}/v1/${vaultId}/enroll/register`;
  await registerMachine(register, token.token, "runner-1");
  const context = await signedIn(browser, server.url);
  page = await context.newPage();
  await page.goto(`${server.url}/tokens/${token.id}`);
  await page.getByRole("link", { name: "Rotate", exact: true }).click();
  await page.getByRole("radio", { name: "1 hour" }).check();
  await page.getByRole("button", { name: "Rotate token" }).click();
  const rotated = (await page.getByTestId("token-plaintext").textContent()) ?? "";
  expect(rotated).toMatch(/^ske_[0-9A-Za-z]{49}$/);
  await page.getByText(/now called deploy \(rotated .*It still enrolls until/).waitFor();
  await page.getByRole("button", { name: "I have stored it" }).click();
  await page.getByRole("link", { name: "Open the token" }).click();
  await page.getByRole("heading", { level: 1, name: "deploy", exact: true }).waitFor();
  expect(await page.content()).not.toContain(rotated.slice(4));
  await registerMachine(register, rotated, "runner-2");
  await registerMachine(register, token.token, "runner-3");
  await page.reload();
  expect(await page.locator("main").textContent()).toMatch(/runner-2[\s\S]*1 machine/);
  expect(await page.locator("main").textContent()).not.toContain("runner-1");
  await page.getByRole("link", { name: /^deploy \(rotated/ }).click();
  await page.getByText("This token was rotated.").waitFor();
  const old = await page.locator("main").textContent();
  for (const shown of ["runner-1", "runner-3", "2 rehearsals", "Refused"]) expect(old).toContain(shown);
  expect(await page.getByRole("link", { name: "Rotate", exact: true }).count()).toBe(0);
  expect((await check(token.token)).stdout).toContain("Enrollment token has no remaining enrollments (410)");
  expect((await check(rotated)).code).toBe(0);
  await page.goto(`${server.url}/tokens/${token.id}/rotate`);
  await page.getByText("It was rotated already: deploy took its place.").waitFor();
  await context.close();
}, 120_000);
