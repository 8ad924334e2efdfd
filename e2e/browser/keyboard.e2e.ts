import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openBrowser } from "#e2e/open-browser.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import { makeWorld, PLAINTEXT, signedIn, type World } from "./world.ts";

let server: RunningServer;
let browser: Browser;
let context: BrowserContext;
let world: World;
let page: Page;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  world = await makeWorld(server);
  context = await signedIn(browser, server.url);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  await page?.close();
  page = await context.newPage();
});

const open = (name: string) => page.goto(server.url + (world.pages[name] ?? name));
/** What somebody at the keyboard is at. */
const focused = () =>
  page.evaluate(() => {
    const at = document.activeElement;
    return at?.getAttribute("aria-label") ?? at?.textContent?.trim() ?? "";
  });

test("the documentation begins behind one key, folds its contents, and leads back to the vault", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open("/docs/containers");
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("Skip to content");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("On this page");
  await page.keyboard.press("Enter");
  await page.getByRole("listitem").getByRole("link", { name: "Lost files" }).press("Enter");
  expect(await page.evaluate(() => location.hash)).toBe("#lost");
  await page.getByRole("button", { name: "Open contents" }).press("Enter");
  await page.getByRole("link", { name: "Open the vault" }).press("Enter");
  await page.waitForURL((address) => address.pathname === "/");
});

test("the first Tab leads past the sidebar", async () => {
  await open("projects");
  await page.getByRole("heading", { name: "Projects" }).waitFor();
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("Skip to content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => location.hash)).toBe("#main");
});

test.each([
  ["projects", "New project"],
  ["secret", "Rename"],
  ["secret", "Delete"],
  ["project settings", "Delete project"],
  ["token", "Revoke"],
  ["machine", "Disable"],
  ["machine that stays", "Choose secrets of Payments API"],
  ["temporary machine", "Extend"],
  ["waiting machine", "Approve"],
  ["audit log", "Filter"],
])("%s: the dialog of “%s” takes focus, Esc leaves it, and focus is back", async (name, label) => {
  await open(name);
  const opener = page.getByRole("button", { name: label, exact: true });
  await opener.focus();
  // The page is there before its scripts are; a key is pressed until something hears it.
  await expect
    .poll(async () => {
      if (!(await page.getByRole("dialog").isVisible())) await page.keyboard.press("Enter");
      return page.getByRole("dialog").isVisible();
    })
    .toBe(true);
  const isInside = () => page.evaluate(() => document.activeElement?.closest("dialog") !== null);
  expect(await isInside()).toBe(true);
  for (let press = 0; press < 3; press++) await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest(".side") === null)).toBe(true);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("/ finds, and what is typed goes into the address", async () => {
  await open("secrets");
  const search = page.getByRole("textbox", { name: "Search names and notes" });
  await expect
    .poll(async () => {
      await page.keyboard.press("/");
      return search.evaluate((element) => element === document.activeElement);
    })
    .toBe(true);
  await search.fill("STRI");
  await page.waitForURL(/q=STRI$/);
  await page.getByRole("link", { name: "STRIPE" }).waitFor();
});

test("arrow keys move between the built files, and copying copies the one that is shown", async () => {
  await open("built files");
  const tab = (name: string) => page.getByRole("tab", { name });
  await tab("sikkerkey-init.sh").focus();
  await page.keyboard.press("ArrowRight");
  expect(await tab("bitbucket-pipelines.yml").getAttribute("aria-selected")).toBe("true");
  expect(await focused()).toBe("bitbucket-pipelines.yml");
  await page.getByRole("button", { name: "Copy bitbucket-pipelines.yml" }).click();
  await page.getByText("Copied", { exact: true }).first().waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("image: node:20");
  expect(copied.endsWith("\n")).toBe(true);
});

test("the builder leads where its links say, and Esc goes back to the list", async () => {
  await open("builder");
  await page.getByRole("link", { name: "create a new token" }).click();
  await page.getByRole("heading", { name: "New enrollment token" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/tokens/new");
  await page.goBack();
  await page.getByLabel("Enrollment token").fill(`ske_${"x".repeat(49)}`);
  await page.getByRole("button", { name: "Check token" }).click();
  await page.getByText("It matches no token of this vault").waitFor();
  await page.keyboard.press("Escape");
  await page.waitForURL(/\/integrations$/);
  expect(await page.getByRole("dialog").count()).toBe(0);
});

test("a row of the audit log opens by keyboard and says what to do", async () => {
  await open("/audit?outcome=denied");
  const row = page.getByRole("button", { name: /^Details of Read denied/ });
  await row.focus();
  await expect
    .poll(async () => {
      await page.keyboard.press("Enter");
      return row.getAttribute("aria-expanded");
    })
    .toBe("true");
  await page.getByText("Its token does not name this secret").waitFor();
});

test("a value is on the page only between its reveal and its hiding, one field at a time", async () => {
  await open("secret");
  const shown = page.getByText(PLAINTEXT);
  expect(await shown.count()).toBe(0);
  await page.getByRole("button", { name: "Reveal secret_key" }).click();
  await shown.waitFor();
  expect(await shown.count()).toBe(1);
  await page.getByRole("button", { name: "Hide secret_key" }).click();
  await shown.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Reveal publishable_key" }).click();
  await shown.waitFor();
  // Leaving the page hides: what comes back from the history holds nothing.
  await page.goto(`${server.url}/projects`);
  await page.goBack();
  await page.getByRole("button", { name: "Reveal secret_key" }).waitFor();
  expect(await shown.count()).toBe(0);
});

test("the menu of narrow screens opens, leads on and closes behind", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open("projects");
  await page.getByRole("button", { name: "Open navigation" }).click();
  await page.getByRole("link", { name: "Audit Log" }).click();
  await page.waitForURL(/\/audit$/);
  await page.getByRole("heading", { name: "Audit Log" }).waitFor();
  expect(await page.getByRole("link", { name: "Machines" }).isVisible()).toBe(false);
});
