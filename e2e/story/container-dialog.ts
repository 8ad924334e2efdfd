import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { AuditAction } from "#lib/audit-events.ts";
import type { Snippet } from "#lib/integrations/docker/container-facts.ts";

const TITLES: readonly Snippet["title"][] = [
  "docker run",
  "Compose",
  "Dockerfile",
  ".npmrc",
  "Node",
  "Python",
];

/** Opens Create Container and ticks these secrets, as a person who came from the list does. */
export async function openContainerForm(page: Page, url: string, ticked: readonly string[]): Promise<void> {
  await page.goto(`${url}/integrations`);
  await page
    .getByRole("row", { name: /Docker/ })
    .locator("summary")
    .click();
  await page.getByRole("link", { name: "Create Container" }).click();
  await page.getByLabel("Machine name").waitFor();
  for (const name of ticked) await ticks(page.getByLabel(name));
}

/** The page is there before its scripts are: a box is ticked until the form hears it. */
async function ticks(box: Locator): Promise<void> {
  const heard = box.page().getByText(/^[1-9]\d* of \d+$/);
  await expect
    .poll(async () => {
      await box.check();
      return heard.isVisible();
    })
    .toBe(true);
}

/** All texts that the dialog shows under its tabs. */
export async function snippetsOf(page: Page): Promise<Map<Snippet["title"], string>> {
  const found = new Map<Snippet["title"], string>();
  for (const title of TITLES) {
    await page.getByRole("tab", { name: title, exact: true }).click();
    found.set(title, (await page.getByRole("tabpanel").textContent()) ?? "");
  }
  return found;
}

/** Presses the button and saves what the browser downloads under the name it was given. */
export async function saveDownload(page: Page, label: string, folder: string): Promise<void> {
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: label }).click();
  const download = await downloading;
  await download.saveAs(`${folder}/${download.suggestedFilename()}`);
}

/** Deletes the machine of this page in its dialog, which says first what will stop working. */
export async function deleteMachine(page: Page, address: string): Promise<void> {
  await page.goto(address);
  const sure = page.getByRole("button", { name: "Delete machine", exact: true });
  await expect
    .poll(async () => {
      if (!(await sure.isVisible())) await page.getByRole("button", { name: "Delete", exact: true }).click();
      return sure.isVisible();
    })
    .toBe(true);
  await sure.click();
  await page.waitForURL(/\/machines$/);
}

/** Text of each event of this kind, as the audit log lists it. */
export async function auditRows(page: Page, url: string, action: AuditAction): Promise<string[]> {
  await page.goto(`${url}/audit?action=${action}`);
  await page.getByRole("table").waitFor();
  return page.getByRole("table").locator("tbody tr:not(.detail)").allTextContents();
}
