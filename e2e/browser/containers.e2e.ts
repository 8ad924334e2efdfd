import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { redeemClaim } from "#e2e/redeem-claim.ts";
import type { ClaimFile } from "#lib/protocol/claim.ts";
import {
  type ContainerScene,
  DOWNLOAD,
  downloadsOf,
  openContainerForm,
  openContainerScene,
} from "./container-scene.ts";
import { problemsInEveryLook } from "./page-problems.ts";
import { fingerprintOf } from "./registering.ts";
import { watchedPage } from "./watched-page.ts";

let scene: ContainerScene;
let page: Page;
beforeAll(async () => {
  scene = await openContainerScene();
});
afterAll(async () => {
  await scene?.close();
});
beforeEach(async () => {
  await page?.close();
  page = await scene.context.newPage();
});

const button = (name: string) => page.getByRole("button", { name, exact: true });
const openForm = () => openContainerForm(page, scene.server.url);

test("a container is provisioned by keyboard, and a double click downloads its bundle once", async () => {
  const downloads = downloadsOf(page);
  await openForm();
  await page.getByLabel("Machine name").fill("shop-api");
  await page.getByLabel("Search secrets").fill("database");
  await page.keyboard.press("Enter");
  await page.getByLabel("Select all 2 found").press("Space");
  await page.getByText("3 of 3").waitFor();
  await page.getByLabel("Search secrets").fill("stripe");
  await page.getByLabel("STRIPE").press("Space");
  await button("Provision").press("Enter");
  await page.getByRole("heading", { name: "shop-api is ready" }).waitFor();
  await page.getByText(/^1[45]:\d\d$/).waitFor();
  const posts: string[] = [];
  page.on("request", (request) => request.method() === "POST" && posts.push(request.url()));
  await button(DOWNLOAD).dblclick();
  await page.getByText("it cannot be had again").waitFor();
  expect(posts.filter((url) => url.endsWith("/download"))).toHaveLength(1);
  expect(downloads.map((download) => download.suggestedFilename())).toEqual(["shop-api.sikkerkey"]);
  const zip = readFileSync((await downloads[0]?.path()) ?? "");
  expect(zip.subarray(0, 2).toString()).toBe("PK");
  for (const entry of ["identity.json", "private.pem", "cli.json"]) expect(zip.includes(entry)).toBe(true);
  await page.getByRole("link", { name: "Open the machine" }).click();
  await page.getByText("Provisioned by").waitFor();
  const names = await page.locator(".access .names a").allTextContents();
  expect(names.sort()).toEqual(["DATABASE_KEY", "DATABASE_URL"]);
});

test("leaving before the download asks, inside the page and at its edge, and a second Esc does not slip through", async () => {
  await openForm();
  await button("Provision").click();
  await button(DOWNLOAD).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.getByText("It is not downloaded").waitFor();
  await button("Stay here").click();
  const asked = page.waitForEvent("dialog");
  const closing = page.close({ runBeforeUnload: true });
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();
  await closing;
  await button("Close").last().click();
  await page.getByRole("link", { name: "Leave without it" }).click();
  await page.waitForURL(/\/integrations$/);
  await page.goto(`${scene.server.url}/machines`);
  await page.getByText("Waits for its download").first().waitFor();
});

test("the snippets are of this machine, under tabs that keep their place, and copy whole", async () => {
  await openForm();
  await page.getByLabel("Machine name").fill("shop-web");
  await button("Provision").click();
  await page.getByRole("tab", { name: "docker run" }).press("ArrowRight");
  const height = () => page.getByRole("tabpanel").evaluate((panel) => panel.clientHeight);
  const before = await height();
  expect(await page.getByRole("tab", { name: "Compose" }).getAttribute("aria-selected")).toBe("true");
  await button("Copy Compose").click();
  await button("Copy Compose").getByText("Copied", { exact: true }).first().waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("./shop-web:/etc/sikkerkey:ro");
  for (const name of ["Dockerfile", ".npmrc", "Node", "Python"]) {
    await page.getByRole("tab", { name }).click();
    expect(await height()).toBe(before);
  }
  await page.getByText(/is the container itself\./).waitFor();
});

test("when the time is over the dialog says so and what to do, and leaving is free", async () => {
  await page.clock.install();
  await openForm();
  await button("Provision").click();
  await button(DOWNLOAD).waitFor();
  await page.clock.fastForward(901_000);
  await page.getByText("The time is over.").waitFor();
  expect(await button(DOWNLOAD).count()).toBe(0);
  await page.keyboard.press("Escape");
  await page.waitForURL(/\/integrations$/);
});

test("a container that binds its own key appears with fingerprint and address, and a second use is an alarm", async () => {
  const downloads = downloadsOf(page);
  await openForm();
  await page.getByLabel("Key made here, downloaded once").press("ArrowRight");
  await page.getByLabel("Claim file works for", { exact: true }).fill("14");
  await page.getByLabel("Unit of claim file works for").selectOption("minutes");
  await button("Provision").click();
  await page.getByText("A claim code lives at least 15 minutes.").waitFor();
  await page.getByLabel("Claim file works for", { exact: true }).fill("15");
  await button("Provision").click();
  await button("Download claim.json").click();
  await page.getByText("Waiting for the container’s first start").waitFor();
  const file = JSON.parse(readFileSync((await downloads[0]?.path()) ?? "", "utf8")) as ClaimFile;
  const first = await redeemClaim(file, { hostname: "shop-worker" });
  expect(first.machineId).not.toBeNull();
  await page.getByText("The container has made its key.").waitFor();
  expect(await page.getByTestId("fingerprint").textContent()).toBe(fingerprintOf(first.key.publicKey));
  expect(await page.getByText(/^(127\.0\.0\.1|::1)$/).count()).toBe(1);
  const second = await redeemClaim(file);
  expect([second.status, second.machineId]).toEqual([410, null]);
  await page.getByRole("link", { name: "Open the machine" }).click();
  await page.getByText("Its claim file was tried again, with another key.").waitFor();
  expect(await page.getByText("says it is shop-worker").count()).toBe(1);
});

test("what the dialog hands over is accessible, quiet and no wider than the screen", async () => {
  const watched = await watchedPage(scene.context);
  page = watched.page;
  await openForm();
  await button("Provision").click();
  await page.getByRole("tabpanel").waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("It is not downloaded").waitFor();
  const found = await problemsInEveryLook(page);
  await button("Stay here").click();
  await button(DOWNLOAD).click();
  await page.getByText("it cannot be had again").waitFor();
  found.push(...(await problemsInEveryLook(page)));
  await openForm();
  await page.getByLabel("Let the container make its own key").check();
  await button("Provision").click();
  await button("Download claim.json").click();
  found.push(...(await problemsInEveryLook(page)));
  expect([...found, ...(await watched.complaints())]).toEqual([]);
});
