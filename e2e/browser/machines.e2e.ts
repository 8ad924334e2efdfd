import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openBrowser } from "#e2e/open-browser.ts";
import { OWNER, type Owner, visitor } from "#e2e/owner.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import {
  aGrantedMachine,
  aPendingMachine,
  aRunner,
  readStatus,
  register,
  type Scope,
  TEMPORARY,
} from "./registering.ts";
import { makeWorld, signedIn } from "./world.ts";

let server: RunningServer;
let browser: Browser;
let context: BrowserContext;
let owner: Owner;
let scope: Scope;
let page: Page;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  const world = await makeWorld(server);
  const [, , projectId = "", , secretId = ""] = world.secretPath.split("/");
  scope = { projectId, secretId };
  context = await signedIn(browser, server.url);
  const person = visitor(server.url);
  await person.signIn(OWNER.email, OWNER.password);
  owner = person;
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  await page?.close();
  page = await context.newPage();
});

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const dialog = () => page.getByRole("dialog");
const open = (machineId: string) => page.goto(`${server.url}/machines/${machineId}`);
/** The page is there before its scripts are: clicked until the dialog hears it. */
async function openDialog(name: string) {
  await expect
    .poll(async () => {
      if (!(await dialog().isVisible())) await button(name).click();
      return dialog().isVisible();
    })
    .toBe(true);
  return dialog();
}
async function confirm(opener: string, act: string) {
  const asked = await openDialog(opener);
  await asked.getByRole("button", { name: act }).click();
  await asked.waitFor({ state: "detached" });
}
/** The token as a person copies it with the command. */
async function shownToken(): Promise<string> {
  const line = (await page.getByText(/^curl .* \| sh$/).textContent()) ?? "";
  return /\/v1\/bootstrap\/(\S+)/.exec(line)?.[1] ?? "";
}

test("a machine that stays goes from Validate to its first read without a reload", async () => {
  await page.goto(`${server.url}/machines`);
  await page.getByRole("link", { name: "Validate machine" }).click();
  await page.waitForURL(/\/machines\/validate$/);
  await page.getByLabel("Name").fill("orders-1");
  await page.getByLabel("Description").fill("Takes orders");
  await button("Make the command").click();
  await page.getByRole("heading", { name: "Waiting for the machine" }).waitFor();
  const machine = await register(server.url, await shownToken(), "orders-1.internal");
  await page.getByRole("heading", { name: "It has registered" }).waitFor();
  expect(await page.getByTestId("fingerprint").textContent()).toBe(machine.fingerprint);
  expect(await readStatus(server.url, machine, scope.secretId)).toBe(403);
  await confirm("Approve", "Approve machine");
  await page.waitForURL(`**/machines/${machine.id}`);
  const attach = await openDialog("Attach project");
  await attach.getByLabel("Project").selectOption("Payments API");
  await attach.getByRole("button", { name: "Attach project" }).click();
  await page.getByText("No secret granted").waitFor();
  const choose = await openDialog("Choose secrets of Payments API");
  await choose.getByRole("button", { name: "Grant STRIPE" }).click();
  expect(await readStatus(server.url, machine, scope.secretId)).toBe(403);
  await choose.getByRole("button", { name: "Save grants" }).click();
  await page.getByRole("link", { name: "STRIPE", exact: true }).waitFor();
  expect(await readStatus(server.url, machine, scope.secretId)).toBe(200);
});

test("what was typed is still there after a mistake, which is told at its field", async () => {
  await page.goto(`${server.url}/machines/validate?kind=temporary`);
  await page.getByLabel("Name").fill("-bad-");
  await page.getByLabel("Lifetime", { exact: true }).fill("13");
  await page.getByLabel("Unit of lifetime").selectOption("months");
  await page.getByLabel("Only from these addresses").check();
  await page.getByLabel("IP ranges").fill("10.0.0.0/8\n300.1.1.1");
  await button("Make the command").click();
  await page.getByText("A temporary machine lives at most twelve months.").waitFor();
  expect(await page.getByLabel("Name").getAttribute("aria-invalid")).toBe("true");
  expect(await page.getByLabel("Name").evaluate((field) => field === document.activeElement)).toBe(true);
  await page.getByLabel("Name").fill("good");
  await page.getByLabel("Lifetime", { exact: true }).fill("12");
  await button("Make the command").click();
  await page.locator(".hint.err", { hasText: "300.1.1.1" }).waitFor();
  expect(await page.getByLabel("IP ranges").inputValue()).toBe("10.0.0.0/8\n300.1.1.1");
  await page.getByLabel("IP ranges").fill("10.0.0.0/8");
  await button("Make the command").click();
  await page.getByRole("heading", { name: "Waiting for the machine" }).waitFor();
});

test("a temporary machine shows its guardrails, is extended with a reason, and the extension is undone", async () => {
  const hours = { start: "08:00", end: "18:00", days: ["mon", "tue", "wed", "thu", "fri"], timeZone: "UTC" };
  const guardrails = { sourceCidrs: ["192.0.2.0/24"], hours };
  const machine = await aPendingMachine(owner, "temp-1", { ...TEMPORARY, guardrails });
  await open(machine.id);
  await page.getByText("Mon–Fri, 08:00–18:00, UTC").waitFor();
  await confirm("Approve", "Approve machine");
  await page.getByRole("heading", { name: "Lifetime" }).waitFor();
  expect(await readStatus(server.url, machine, scope.secretId)).toBe(403);
  const extend = await openDialog("Extend");
  await extend.getByRole("button", { name: "Extend machine" }).click();
  await extend.getByText("Say why; it goes into the audit log.").waitFor();
  await extend.getByLabel("Reason").fill("The migration takes longer");
  await extend.getByLabel("Longer by", { exact: true }).fill("2");
  await extend.getByRole("button", { name: "Extend machine" }).click();
  await page.getByText("“The migration takes longer”").waitFor();
  const { expiresAt } = await owner.query<{ expiresAt: string }>("machines.get", { machineId: machine.id });
  await confirm("Undo last extension", "Undo extension");
  await page.getByText(/, undone$/).waitFor();
  const after = await owner.query<{ expiresAt: string }>("machines.get", { machineId: machine.id });
  expect(Date.parse(expiresAt) - Date.parse(after.expiresAt)).toBe(2 * 86_400_000);
  expect(await button("Undo last extension").count()).toBe(0);
});

test("guardrails are edited, with the browser's time zone as the first one offered", async () => {
  const machine = await aGrantedMachine(owner, "guarded-1", scope);
  await open(machine.id);
  const edit = await openDialog("Edit guardrails");
  await edit.getByLabel("Only at these hours").check();
  const zone = await page.evaluate(() => new Intl.DateTimeFormat().resolvedOptions().timeZone);
  expect(await edit.getByLabel("Time zone").inputValue()).toBe(zone);
  for (const day of ["Mon", "Tue", "Wed", "Thu", "Fri"]) await edit.getByLabel(day).uncheck();
  await edit.getByRole("button", { name: "Save guardrails" }).click();
  await edit.getByText("Choose at least one day.").waitFor();
  await edit.getByLabel("Only at these hours").uncheck();
  await edit.getByLabel("Only from these addresses").check();
  await edit.getByLabel("IP ranges").fill("192.0.2.0/24");
  await edit.getByRole("button", { name: "Save guardrails" }).click();
  await page.locator("dd", { hasText: "192.0.2.0/24" }).waitFor();
  expect(await readStatus(server.url, machine, scope.secretId)).toBe(403);
});

test("who waits comes first, and a denied machine is gone with its key", async () => {
  const machine = await aPendingMachine(owner, "stranger-1");
  await aGrantedMachine(owner, "newer-1", scope);
  await page.goto(`${server.url}/machines`);
  expect(await page.locator("tbody tr").first().textContent()).toContain("stranger-1");
  await page.getByRole("link", { name: "Review stranger-1" }).click();
  await page.getByTestId("fingerprint").waitFor();
  await confirm("Deny", "Deny machine");
  await page.waitForURL(/\/machines$/);
  await page.getByRole("link", { name: "stranger-1" }).waitFor({ state: "detached" });
  expect(await readStatus(server.url, machine, scope.secretId)).toBe(401);
});

test("a host that registers again says what it replaces, and takes it over once approved", async () => {
  const old = await aGrantedMachine(owner, "again-1", scope);
  const next = await aPendingMachine(owner, "again-1");
  await open(next.id);
  await page.getByText(/Approving replaces again-1/).waitFor();
  expect(await readStatus(server.url, old, scope.secretId)).toBe(200);
  expect(await (await openDialog("Approve")).textContent()).toContain("reads at once what again-1 may read");
  await confirm("Approve", "Approve machine");
  await page.getByRole("link", { name: "STRIPE", exact: true }).waitFor();
  expect(await readStatus(server.url, next, scope.secretId)).toBe(200);
  expect(await readStatus(server.url, old, scope.secretId)).toBe(401);
});

test("revoking shows what stops working before it does", async () => {
  const machine = await aGrantedMachine(owner, "busy-1", scope);
  expect(await readStatus(server.url, machine, scope.secretId)).toBe(200);
  await open(machine.id);
  const revoke = await openDialog("Revoke access");
  await revoke.getByText("It is in use.").waitFor();
  expect(await revoke.getByRole("list").textContent()).toMatch(/1secret.*STRIPE.*1read in the last 24 hours/);
  await revoke.getByRole("button", { name: "Revoke access" }).click();
  await page.getByText("It reads nothing yet.").waitFor();
  expect(await readStatus(server.url, machine, scope.secretId)).toBe(403);
});

test("detaching says which grants fall, and a command can be revoked before it is run", async () => {
  const machine = await aGrantedMachine(owner, "detached-1", scope);
  await open(machine.id);
  const detach = await openDialog("Detach Payments API");
  expect(await detach.textContent()).toContain("1grant: STRIPE");
  await detach.getByRole("button", { name: "Detach project" }).click();
  await page.getByText("It reads nothing yet.").waitFor();
  const { token } = await owner.mutate<{ token: string }>("bootstrapTokens.create", {
    kind: "long_lived",
    machineName: "never-1",
  });
  await page.goto(`${server.url}/machines`);
  await confirm("Revoke the command for never-1", "Revoke command");
  await page.getByText("never-1", { exact: true }).waitFor({ state: "detached" });
  await expect(register(server.url, token, "never-1")).rejects.toThrow(/410|revoked/);
});

test("what a runner's token gave can be taken back, and nothing added", async () => {
  const runner = await aRunner(owner, "taken-back", scope);
  expect(await readStatus(server.url, runner, scope.secretId)).toBe(200);
  await open(runner.id);
  expect(await button(/Attach project|Choose secrets/).count()).toBe(0);
  const take = await openDialog("Take secrets back of Payments API");
  await take.getByRole("button", { name: "Take back STRIPE" }).click();
  await take.getByRole("button", { name: "Save grants" }).click();
  await page.getByText("Nothing: its secrets were deleted or taken back since.").waitFor();
  expect(await readStatus(server.url, runner, scope.secretId)).toBe(403);
});
