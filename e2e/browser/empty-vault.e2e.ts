import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "#e2e/open-browser.ts";
import { OWNER } from "#e2e/owner.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import { setUp } from "#e2e/story/dashboard.ts";
import { pageProblems } from "./page-problems.ts";
import { signedIn, sized } from "./world.ts";

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const EMPTY = ["/", "/projects", "/machines", "/tokens", "/tokens/new", "/audit", "/settings"];

// In the order of a first evening: the link, the account, the vault with nothing in it.
test("the set-up page is for everyone, and takes its secret out of the address bar", async () => {
  const context = await sized(browser, {});
  expect(await pageProblems(context, "set-up", `${server.url}/set-up#${"x".repeat(43)}`)).toEqual([]);
  await context.close();
  const page = await browser.newPage();
  await page.goto(`${server.url}/set-up#not-the-secret`);
  await page.waitForFunction(() => location.hash === "");
  await page.goto("about:blank");
  await page.goBack();
  expect(page.url()).toBe(`${server.url}/set-up`);
  await page.getByText("This address is not a whole set-up link").waitFor();
  await page.close();
});

test("before there is an account, every page leads to set-up", async () => {
  const page = await browser.newPage();
  await page.goto(`${server.url}/projects`);
  expect(new URL(page.url()).pathname).toBe("/set-up");
  await page.close();
});

test("an empty vault teaches its next step on every page", async () => {
  const first = await browser.newPage();
  await setUp(first, server.setupLink ?? "", OWNER);
  await first.getByRole("link", { name: "Create a project" }).waitFor();
  await first.close();
  const context = await signedIn(browser, server.url);
  const found: string[] = [];
  for (const path of EMPTY) found.push(...(await pageProblems(context, path, server.url + path)));
  await context.close();
  expect(found).toEqual([]);
}, 180_000);
