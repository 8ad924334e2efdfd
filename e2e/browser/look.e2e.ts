import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "#e2e/open-browser.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import { DOC_PAGES, docPath } from "#lib/docs/doc-pages.ts";
import { pageProblems } from "./page-problems.ts";
import { makeWorld, signedIn, sized, type World } from "./world.ts";

let server: RunningServer;
let browser: Browser;
let world: World;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  world = await makeWorld(server);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test("every page is accessible, quiet, no wider than the screen, light, and without a value", async () => {
  const context = await signedIn(browser, server.url);
  const found: string[] = [];
  for (const [name, path] of Object.entries(world.pages))
    found.push(...(await pageProblems(context, name, server.url + path)));
  await context.close();
  expect(found).toEqual([]);
}, 400_000);

test("so are the pages of strangers", async () => {
  const context = await sized(browser, {});
  const found = await Promise.all(
    ["/sign-in", "/set-up"].map((path) => pageProblems(context, path, server.url + path)),
  );
  expect(found.flat()).toEqual([]);
  await context.close();
});

test("so is the documentation for a stranger, and no page of it is wider than a phone", async () => {
  const context = await sized(browser, { width: 390 });
  const page = await context.newPage();
  const wide: string[] = [];
  for (const { slug } of DOC_PAGES) {
    await page.goto(server.url + docPath(slug));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) wide.push(`${slug} by ${over} px`);
  }
  const found: string[] = [];
  // Every kind of part: notes and files, tables and steps.
  for (const path of ["/docs", docPath("containers"), docPath("ci-check")])
    found.push(...(await pageProblems(context, path, server.url + path)));
  await context.close();
  expect([...wide, ...found]).toEqual([]);
}, 200_000);

test("the theme is kept by the server, so that it is there before the first script", async () => {
  const context = await signedIn(browser, server.url);
  const page = await context.newPage();
  await page.goto(`${server.url}/projects`);
  await page.getByRole("button", { name: "Switch theme" }).click();
  const html = await (await context.request.get(`${server.url}/projects`)).text();
  expect(html).toMatch(/<html[^>]* data-theme="dark"/);
  await context.close();
});

test("what is not there says so with its status, and who is not signed in is led away before a page is made", async () => {
  const context = await signedIn(browser, server.url);
  const missing = [world.pages["not found"], "/tokens/etok_0000000000", "/machines/not-an-id", "/nowhere"];
  for (const path of missing) expect((await context.request.get(server.url + path)).status()).toBe(404);
  const stranger = await sized(browser, {});
  for (const path of Object.values(world.pages)) {
    const answer = await stranger.request.get(server.url + path, { maxRedirects: 0 });
    expect([path, answer.status()]).toEqual([path, 307]);
  }
  await Promise.all([context.close(), stranger.close()]);
});
