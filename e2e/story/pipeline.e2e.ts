import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pipelineSteps } from "../emulators/bitbucket/pipeline-steps.ts";
import { runStep } from "../emulators/bitbucket/run-step.ts";
import { IMAGES, type Image, STEP_SHELLS } from "../emulators/images.ts";
import { openBrowser } from "../open-browser.ts";
import { OWNER } from "../owner.ts";
import { runProcess } from "../process-run.ts";
import { type RunningServer, startServer } from "../start-server.ts";
import { buildFiles, createProject, createToken, setUp, storeSecret, storeStructured } from "./dashboard.ts";

const pem = generateKeyPairSync("ec", { namedCurve: "P-256" })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();
const database = { host: "db.internal", password: "p'w\"d $(touch x)\n`id`" };
const apiUrl = "https://api.example/?a=1&b=$HOME%20";
const arriving = {
  API_URL: apiUrl,
  DEPLOY_KEY: pem,
  DATABASE_HOST: database.host,
  DATABASE_PASSWORD: database.password,
};

const home = mkdtempSync(join(tmpdir(), "sikkerkey-story-"));
let server: RunningServer;
let browser: Browser;
let page: Page;
let token = "";
let files: Record<string, string> = {};

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  page = await browser.newPage({ acceptDownloads: true, viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(20_000);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
});

/** The committed files as Bitbucket runs them; only the customer's own deploy command is left out. */
function runPipeline(image: Image) {
  const [step] = pipelineSteps(files["bitbucket-pipelines.yml"] ?? "");
  const script = (step?.script ?? []).map((line) => (line.includes("your-deploy") ? "true" : line));
  const init = files["sikkerkey-init.sh"] ?? "";
  const variables = { SIKKERKEY_ENROLLMENT_TOKEN: token };
  const watched = { secrets: arriving, needles: [token] };
  return runStep({ image, script, files: { "sikkerkey-init.sh": init }, variables, ...watched });
}

const registry = () => `--@sikkerkey:registry=${server.url}/npm/`;
const cli = (...words: string[]) =>
  runProcess(join(home, "bin", "sikkerkey"), words, { env: { HOME: home } });

/** Text of the table rows of the audit log under a filter. */
async function auditRows(filter = ""): Promise<string> {
  await page.goto(`${server.url}/audit${filter}`);
  return (await page.getByRole("table").textContent()) ?? "";
}

// The tests of this file are the chapters of one story: each begins where the one before it ended.
test("the set-up link makes the owner, once", async () => {
  await setUp(page, server.setupLink ?? "", OWNER);
  const stranger = await browser.newPage();
  await stranger.goto(server.setupLink ?? "");
  await stranger
    .getByText(/already|ended/i)
    .first()
    .waitFor();
  await stranger.close();
});

test("a project holds three secrets: a value, a structured one and a PEM", async () => {
  const project = await createProject(page, "Payments API");
  await storeSecret(page, project, "API_URL", apiUrl);
  await storeSecret(page, project, "DEPLOY_KEY", pem);
  await storeStructured(page, project, "DATABASE", database);
  await page.goto(project);
  for (const name of ["API_URL", "DEPLOY_KEY", "DATABASE"])
    await page.getByRole("link", { name, exact: true }).waitFor();
  expect(await page.content()).not.toContain(database.host);
});

test("a token is shown once, and the builder makes two files that do not hold it", async () => {
  token = await createToken(page, "bitbucket-deploy", "Payments API");
  expect(token).toMatch(/^ske_[0-9A-Za-z]{49}$/);
  files = await buildFiles(page, token);
  expect(Object.keys(files)).toEqual(["sikkerkey-init.sh", "bitbucket-pipelines.yml"]);
  expect(JSON.stringify(files)).not.toContain(token);
  expect(await page.content()).not.toContain(token);
});

test.each(STEP_SHELLS)("the pipeline has the exact values in $title", async (image) => {
  const result = await runPipeline(image);
  expect(result, result.log).toMatchObject({ exitCode: 0, wentOn: true, findings: [] });
});

test("a machine of the same token reads with the CLI from this origin", async () => {
  const places = ["--prefix", home, "--cache", join(home, "cache")];
  const installed = runProcess("npm", ["install", "-g", "@sikkerkey/cli@1.0.0", registry(), ...places]);
  expect(await installed.ended, installed.stderr()).toBe(0);
  const vault = files["sikkerkey-init.sh"]?.match(/vault_[a-z0-9]{16}/)?.[0] ?? "";
  const env = { HOME: home, SIKKERKEY_ENROLLMENT_TOKEN: token };
  const enroll = ["enroll", "--url", server.url, "--vault", vault];
  const enrolled = runProcess(join(home, "bin", "sikkerkey"), enroll, { env });
  expect(await enrolled.ended, enrolled.stderr()).toBe(0);
  const read = cli("get", "DEPLOY_KEY");
  expect(await read.ended, read.stderr()).toBe(0);
  expect(read.stdout()).toBe(pem);
});

test("the audit log names machine, parent token and address of every enrollment and read", async () => {
  const enrolled = await auditRows("?action=machine.enrolled");
  expect(new Set(enrolled.match(/ci-[0-9a-f]{8}/g)).size).toBe(STEP_SHELLS.length + 1);
  const reads = await auditRows("?action=secret.read");
  expect(reads).toMatch(/ci-[0-9a-f]{8}/);
  expect(reads).toMatch(/127\.0\.0\.1|::1/);
  await page.getByRole("table").getByRole("button", { expanded: false }).first().click();
  await page.getByRole("table").getByText("bitbucket-deploy").first().waitFor();
});

test("after the token is revoked the next enrollment says so and the step stops", async () => {
  await page.goto(`${server.url}/tokens`);
  await page.getByRole("link", { name: "bitbucket-deploy" }).click();
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  await page
    .getByRole("dialog")
    .getByLabel(/Reason/)
    .fill("rotated");
  await page.getByRole("button", { name: "Revoke token" }).click();
  await page.getByText("Revoked").first().waitFor();
  const result = await runPipeline(IMAGES.bash);
  expect(result.wentOn).toBe(false);
  expect(result.exitCode).toBe(1);
  expect(result.log).toContain("Enrollment token has been revoked");
  expect(await auditRows("?action=enrollment_token.refused")).toContain("bitbucket-deploy");
});

test("after the machine is disabled its next read is refused", async () => {
  expect(await cli("get", "DEPLOY_KEY").ended).toBe(0);
  const who = cli("whoami");
  await who.ended;
  const machineId = who.stdout().match(/[0-9a-f]{8}-[0-9a-f-]{27}/)?.[0] ?? "";
  await page.goto(`${server.url}/machines/${machineId}`);
  await page.getByRole("button", { name: "Disable", exact: true }).click();
  await page.getByRole("button", { name: "Disable machine" }).click();
  await page.getByRole("button", { name: "Enable", exact: true }).waitFor();
  const read = cli("get", "DEPLOY_KEY");
  expect(await read.ended).toBe(1);
  expect(read.stdout()).toBe("");
  expect(read.stderr()).toMatch(/authentication failed/i);
});
