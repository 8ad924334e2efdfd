import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "#e2e/open-browser.ts";
import { claimServer, type Owner } from "#e2e/owner.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import { signedIn } from "./world.ts";

let server: RunningServer;
let browser: Browser;
let owner: Owner;
let secretId: string;
let address: string;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  owner = await claimServer(server.setupLink);
  const { id: projectId } = await owner.mutate<{ id: string }>("projects.create", { name: "Payments" });
  const before = content({ region: "eu", secret_key: "planted-old-key" });
  const created = { projectId, name: "STRIPE", note: "", content: before };
  secretId = (await owner.mutate<{ id: string }>("secrets.create", created)).id;
  address = `${server.url}/projects/${projectId}/secrets/${secretId}`;
  await write(1, { secret_key: "planted-new-key", webhook: "planted-hook" });
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const content = (fields: Record<string, string>) => ({
  kind: "structured",
  fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
});
const write = (expectedVersion: number, fields: Record<string, string>) =>
  owner.mutate("secrets.writeVersion", { secretId, expectedVersion, content: content(fields) });

const width = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function inPage(look: { width?: number }, work: (page: Page) => Promise<void>): Promise<void> {
  const context: BrowserContext = await signedIn(browser, server.url, look);
  await work(await context.newPage());
  await context.close();
}

test.each([{ width: 1440 }, { width: 390 }])(
  "a comparison at $width px tells fields apart and holds a value only where somebody asked",
  async (look) => {
    await inPage(look, async (page) => {
      await page.goto(address);
      await page.getByRole("link", { name: "Compare version 1 with the current one" }).click();
      await page.getByRole("button", { name: "Compare versions" }).click();
      await page.getByRole("heading", { name: "1 field changed, 1 added, 1 removed" }).waitFor();
      const rows = await page.locator(".compared tbody tr").allInnerTexts();
      expect(rows.map((row) => /(\w+)\s+(Same|Changed|Added|Removed)/.exec(row)?.slice(1))).toEqual([
        ["secret_key", "Changed"],
        ["webhook", "Added"],
        ["region", "Removed"],
      ]);
      expect(await page.content()).not.toContain("planted");
      await page.getByRole("button", { name: "Reveal secret_key of version 1" }).click();
      await page.getByText("planted-old-key").waitFor();
      expect(await page.content()).not.toContain("planted-new-key");
      expect(await width(page)).toBe(0);
      await page.getByRole("button", { name: "Hide secret_key of version 1" }).click();
      expect(await page.content()).not.toContain("planted");
    });
  },
);

test("the same version twice is said at the field and not sent", async () => {
  await inPage({}, async (page) => {
    await page.goto(`${address}/compare?from=2&to=2`);
    await page.getByText("Choose two different versions.").waitFor();
    await page.getByRole("button", { name: "Compare versions" }).click();
    expect(await page.locator(".compared").count()).toBe(0);
  });
});

test("a rollback says what it does, who reads it and which variables go; then the old value is current", async () => {
  await inPage({ width: 390 }, async (page) => {
    await page.goto(address);
    await page.getByRole("button", { name: "Roll back to version 1" }).click();
    const dialog = page.getByRole("dialog", { name: "Roll STRIPE back to version 1?" });
    const words = await dialog.textContent();
    expect(words).toContain("The value of version 1 becomes version 3.");
    expect(words).toContain("No machine can read this secret now.");
    expect(words).toContain("no longer receive STRIPE_WEBHOOK");
    await dialog.getByRole("button", { name: "Roll back to version 1" }).click();
    await page.getByText("Version 1 is back, as version 3").waitFor();
    await page.getByText("from v1").waitFor();
    expect(await page.content()).not.toContain("planted");
  });
});

test("a rollback of somebody who did not see the newest version is refused in its dialog", async () => {
  await inPage({}, async (page) => {
    await page.goto(address);
    await page.getByRole("button", { name: "Roll back to version 1" }).click();
    await write(3, { secret_key: "planted-later" });
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Roll back to version 1" }).click();
    await dialog.getByText("This secret is at version 4 now").waitFor();
  });
});
