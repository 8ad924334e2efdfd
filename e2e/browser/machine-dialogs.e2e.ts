import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "#e2e/open-browser.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import { problemsInEveryLook } from "./page-problems.ts";
import { watchedPage } from "./watched-page.ts";
import { makeWorld, signedIn, type World } from "./world.ts";

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

/** Each page's dialogs, by the button that opens them, with what is there once they are whole. */
const DIALOGS: Readonly<Record<string, readonly (readonly [opener: RegExp, whole: RegExp])[]>> = {
  machines: [[/^Revoke the command/, /Revoke command/]],
  "machine that stays": [
    [/^Choose secrets/, /Save grants/],
    [/^Attach project/, /Attach project/],
    [/^Detach/, /Detach project/],
    [/^Revoke access/, /It is in use|Revoke access/],
    [/^Delete/, /Delete machine/],
  ],
  "temporary machine": [
    [/^Extend/, /Extend machine/],
    [/^Undo last extension/, /Undo extension/],
    [/^Edit guardrails/, /Save guardrails/],
  ],
  "waiting machine": [
    [/^Approve/, /Approve machine/],
    [/^Deny/, /Deny machine/],
  ],
  machine: [[/^Take secrets back/, /Save grants/]],
};

async function openDialog(page: Page, opener: RegExp, whole: RegExp) {
  const dialog = page.getByRole("dialog");
  await expect
    .poll(async () => {
      if (!(await dialog.isVisible())) await page.getByRole("button", { name: opener }).first().click();
      return dialog.isVisible();
    })
    .toBe(true);
  await dialog.getByText(whole).first().waitFor();
  return dialog;
}

test("every dialog of machines is accessible, quiet and no wider than the screen, and Esc leaves it", async () => {
  const context = await signedIn(browser, server.url);
  const found: string[] = [];
  for (const [name, dialogs] of Object.entries(DIALOGS)) {
    const { page, complaints } = await watchedPage(context);
    await page.goto(server.url + world.pages[name]);
    for (const [opener, whole] of dialogs) {
      const dialog = await openDialog(page, opener, whole);
      found.push(...(await problemsInEveryLook(page)).map((problem) => `${name} ${opener}: ${problem}`));
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
    }
    found.push(...(await complaints()));
    await page.close();
  }
  await context.close();
  expect(found).toEqual([]);
}, 180_000);

test("so are the commands and the hours of a guardrail, which are no pages of their own", async () => {
  const context = await signedIn(browser, server.url);
  const { page, complaints } = await watchedPage(context);
  await page.goto(`${server.url}/machines/validate?kind=temporary`);
  await page.getByLabel("Only from these addresses").check();
  await page.getByLabel("Only at these hours").check();
  // Below everything, so that the foot that stays in sight covers none of it.
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  const found = await problemsInEveryLook(page);
  await page.getByLabel("IP ranges").fill("10.0.0.0/8");
  await page.getByRole("button", { name: "Make the command" }).click();
  await page.getByRole("heading", { name: "Waiting for the machine" }).waitFor();
  found.push(...(await problemsInEveryLook(page)));
  await page.getByRole("tab", { name: "Linux and macOS" }).focus();
  const height = await page.evaluate(() => document.body.scrollHeight);
  await page.keyboard.press("ArrowRight");
  await page.getByText(/^sikkerkey enroll --url http/).waitFor();
  found.push(...(await problemsInEveryLook(page)));
  expect(await page.evaluate(() => document.body.scrollHeight)).toBe(height);
  expect([...found, ...(await complaints())]).toEqual([]);
  await context.close();
});
