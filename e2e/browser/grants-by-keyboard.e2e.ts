import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "#e2e/open-browser.ts";
import { claimServer, type Owner } from "#e2e/owner.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import { aGrantedMachine } from "./registering.ts";
import { signedIn } from "./world.ts";

let server: RunningServer;
let browser: Browser;
let owner: Owner;
let page: Page;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  owner = await claimServer(server.setupLink);
  page = await (await signedIn(browser, server.url)).newPage();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const focused = () =>
  page.evaluate(
    () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent,
  );
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

async function aProject(name: string, secrets: readonly string[]) {
  const { id: projectId } = await owner.mutate<{ id: string }>("projects.create", { name });
  const ids: string[] = [];
  for (const secret of secrets) {
    const content = { kind: "single", value: "x" };
    ids.push((await owner.mutate<{ id: string }>("secrets.create", { projectId, name: secret, content })).id);
  }
  return { projectId, ids };
}

async function openGrants(machineId: string, project: string) {
  await page.goto(`${server.url}/machines/${machineId}`);
  await page.getByRole("button", { name: `Choose secrets of ${project}` }).focus();
  await expect
    .poll(async () => {
      if (!(await page.getByRole("dialog").isVisible())) await press("Enter");
      return page.getByRole("dialog").isVisible();
    })
    .toBe(true);
  await page.getByRole("button", { name: "Save grants" }).waitFor();
}

test("grants are chosen and saved without a mouse", async () => {
  const { projectId, ids } = await aProject("Shop", ["A_KEY", "B_KEY", "C_KEY", "D_KEY"]);
  const machine = await aGrantedMachine(owner, "keys-1", { projectId, secretId: ids[0] ?? "" });
  await openGrants(machine.id, "Shop");
  await page.getByLabel("Find").focus();
  // Past "Grant all", into the list of what is available; one Tab is the whole list.
  await press("Tab", "Tab");
  expect(await focused()).toBe("Grant B_KEY");
  await press("ArrowDown");
  expect(await focused()).toBe("Grant C_KEY");
  await press("Enter");
  // The walk goes on where the row was.
  expect(await focused()).toBe("Grant D_KEY");
  await press("Enter");
  expect(await focused()).toBe("Grant B_KEY");
  await press("Tab", "Tab", "End");
  expect(await focused()).toBe("Take back D_KEY");
  await press("Space", "Home");
  expect(await focused()).toBe("Take back A_KEY");
  await press("Space");
  await page.getByText("1 to grant, 1 to take back").waitFor();
  await press("Tab", "Tab");
  expect(await focused()).toMatch(/^Save grants/);
  await press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("link", { name: "C_KEY", exact: true }).waitFor();
  const { grants } = await owner.query<{ grants: { name: string }[] }>("machines.get", {
    machineId: machine.id,
  });
  expect(grants.map(({ name }) => name)).toEqual(["C_KEY"]);
});

test("a search narrows both lists, and what it hides is neither moved nor lost", async () => {
  const { projectId, ids } = await aProject("Search", ["ONE_URL", "TWO_URL", "TWO_KEY"]);
  const machine = await aGrantedMachine(owner, "keys-2", { projectId, secretId: ids[0] ?? "" });
  await openGrants(machine.id, "Search");
  await page.getByLabel("Find").focus();
  await page.keyboard.type("two_u");
  expect(await page.getByRole("button", { name: /^Grant T/ }).allTextContents()).toHaveLength(1);
  await press("Enter");
  expect(await page.getByRole("dialog").isVisible()).toBe(true);
  await press("Tab", "Enter");
  await page.getByText("1 to grant").waitFor();
  await page.getByRole("button", { name: "Save grants" }).focus();
  await press("Enter");
  await page.getByRole("link", { name: "TWO_URL", exact: true }).waitFor();
  const { grants } = await owner.query<{ grants: { name: string }[] }>("machines.get", {
    machineId: machine.id,
  });
  expect(grants.map(({ name }) => name)).toEqual(["ONE_URL", "TWO_URL"]);
});

test("two that would arrive under one name are told apart before and after saving", async () => {
  const first = await aProject("First", ["DATABASE_URL"]);
  const second = await aProject("Second", ["DATABASE_URL"]);
  const machine = await aGrantedMachine(owner, "keys-3", {
    projectId: first.projectId,
    secretId: first.ids[0] ?? "",
  });
  await owner.mutate("machines.attachProject", { machineId: machine.id, projectId: second.projectId });
  await openGrants(machine.id, "Second");
  await page.getByRole("button", { name: "Grant DATABASE_URL" }).click();
  await page.getByText(/would both arrive as DATABASE_URL/).waitFor();
  await page.getByRole("button", { name: "Save grants" }).click();
  await page
    .getByRole("alert")
    .getByText(/would both arrive as DATABASE_URL/)
    .waitFor();
  expect(await page.getByRole("button", { name: "Take back DATABASE_URL" }).isVisible()).toBe(true);
});
