import type { Browser, BrowserContext, Download, Page } from "playwright-core";
import { expect } from "vitest";
import { openBrowser } from "#e2e/open-browser.ts";
import { claimServer, type Owner } from "#e2e/owner.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import type { ProvisionedContainerView } from "#lib/contract/bundles.ts";
import { signedIn } from "./world.ts";

export const DOWNLOAD = "Download .sikkerkey";

/** A vault with three secrets to tick, and its owner in a browser. */
export type ContainerScene = {
  readonly server: RunningServer;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly owner: Owner;
  readonly plan: { readonly projectId: string; readonly secretIds: readonly string[] };
  provision(): Promise<ProvisionedContainerView>;
  close(): Promise<void>;
};

export async function openContainerScene(): Promise<ContainerScene> {
  const [server, browser] = await Promise.all([startServer(), openBrowser()]);
  const owner = await claimServer(server.setupLink);
  const { id: projectId } = await owner.mutate<{ id: string }>("projects.create", { name: "Shop" });
  const secretIds: string[] = [];
  for (const name of ["DATABASE_URL", "DATABASE_KEY", "STRIPE"]) {
    const content = { kind: "single", value: "hunter2" };
    const secret = await owner.mutate<{ id: string }>("secrets.create", { projectId, name, content });
    secretIds.push(secret.id);
  }
  const plan = { projectId, secretIds };
  const context = await signedIn(browser, server.url);
  return {
    ...{ server, browser, context, owner, plan },
    provision: () => owner.mutate("bundles.provision", plan),
    async close() {
      await browser.close();
      await server.stop();
    },
  };
}

/** The dialog with one secret ticked. The page is there before its scripts are: ticked until the form hears it. */
export async function openContainerForm(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/integrations/docker/new-container`);
  await page.getByLabel("Machine name").waitFor();
  await expect
    .poll(
      async () => {
        await page.getByLabel("STRIPE").check();
        return page.getByText("1 of 3").isVisible();
      },
      { timeout: 20_000 },
    )
    .toBe(true);
}

/** What the page has begun to save. */
export function downloadsOf(page: Page): Download[] {
  const seen: Download[] = [];
  page.on("download", (download) => seen.push(download));
  return seen;
}
