import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../open-browser.ts";
import { OWNER } from "../owner.ts";
import { type RunningServer, startServer } from "../start-server.ts";
import { createProject, setUp } from "../story/dashboard.ts";

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test("a session that ends while somebody types loses nothing: the form says so, and works after signing in elsewhere", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await setUp(page, server.setupLink ?? "", OWNER);
  const project = await createProject(page, "Payments API");
  await page.goto(`${project}/secrets/new`);
  await page.getByLabel("Name", { exact: true }).fill("API_KEY");
  await page.getByLabel("Value", { exact: true }).fill("typed by hand");
  await context.clearCookies();
  await page.getByRole("button", { name: /^(Store|Create) secret/ }).click();
  await page.getByText("You are signed out").waitFor();
  expect(await page.getByLabel("Value", { exact: true }).inputValue()).toBe("typed by hand");

  const tab = await context.newPage();
  await tab.goto(`${server.url}/sign-in`);
  await tab.getByLabel("E-mail").fill(OWNER.email);
  await tab.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await tab.keyboard.press("Enter");
  await tab.waitForURL((url) => url.pathname === "/");
  await page.getByRole("button", { name: /^(Store|Create) secret/ }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/new"));
});
