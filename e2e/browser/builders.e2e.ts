import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { INTEGRATIONS, LISTED } from "#lib/integrations/all.ts";
import { aDelivery, type Delivery, openScene, renderFiles, type Scene } from "../bitbucket/scene.ts";
import { openBrowser } from "../open-browser.ts";
import { signedIn } from "./world.ts";

const folder = mkdtempSync(join(tmpdir(), "sikkerkey-builders-"));
let scene: Scene;
let browser: Browser;
let page: Page;
let delivery: Delivery;

beforeAll(async () => {
  [scene, browser] = await Promise.all([openScene(), openBrowser()]);
  delivery = await aDelivery(scene, { API_KEY: "value-that-no-builder-shows" });
  page = await (await signedIn(browser, scene.server.url)).newPage();
});
afterAll(async () => {
  await browser?.close();
  await scene?.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (path: string) => page.goto(scene.server.url + path);

test("the providers are listed in order, each with its builder, its documentation and what its log hides", async () => {
  await open("/integrations");
  expect(await page.locator("tbody .name").allTextContents()).toEqual(LISTED.map(({ title }) => title));
  for (const { id, title, guide } of INTEGRATIONS) {
    await open(`/integrations/${id}/build?token=${delivery.policy.id}`);
    await page.getByRole("heading", { name: `Build for ${title}` }).waitFor();
    await page.getByText(guide.masking).waitFor();
    expect(await page.getByText("--redact").count()).toBeGreaterThan(0);
    const docs = page.getByRole("dialog").getByRole("link", { name: /^How it works/ });
    expect(await docs.getAttribute("href")).toBe(`/docs/${id}`);
    expect((await page.request.get(`${scene.server.url}/docs/${id}`)).status()).toBe(200);
  }
});

test.each(INTEGRATIONS)(
  "all files of $title come as one ZIP, in their folders, as they are shown",
  async (integration) => {
    await open(`/integrations/${integration.id}/build?token=${delivery.policy.id}`);
    const zip = join(folder, `${integration.id}.zip`);
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download all" }).click();
    await (await downloading).saveAs(zip);
    const files = renderFiles(delivery.policy, scene.site, integration);
    const listed = execFileSync("unzip", ["-Z1", zip], { encoding: "utf8" }).trim().split("\n");
    expect(listed).toEqual(Object.keys(files));
    for (const [path, content] of Object.entries(files))
      expect(execFileSync("unzip", ["-p", zip, path], { encoding: "utf8" })).toBe(content);
    expect(JSON.stringify(files)).not.toContain(delivery.token);
  },
);

test("a file that an older release made is compared in the browser, and nothing of it is sent", async () => {
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url() + (request.postData() ?? "")));
  await open(`/integrations/gitlab-ci/build?token=${delivery.policy.id}`);
  const files = renderFiles(
    delivery.policy,
    scene.site,
    INTEGRATIONS.find(({ id }) => id === "gitlab-ci"),
  );
  const committed = (files[".gitlab-ci.yml"] ?? "").replaceAll(scene.site.cliVersion, "0.9.0");
  await page.getByText("Built before?").click();
  const field = page.getByLabel("A file from your repository");
  await field.fill(committed);
  await page
    .getByText(/made on \d{4}-\d\d-\d\d with CLI 0\.9\.0; the CLI is .* A rebuild changes 2 lines\./)
    .waitFor();
  await field.fill(files[".gitlab-ci.yml"] ?? "");
  await page.getByText("Nothing changes.").waitFor();
  await field.fill("my own notes");
  await page.getByText("This is not a file from a builder").waitFor();
  expect(sent.filter((text) => text.includes("0.9.0") || text.includes("my own notes"))).toEqual([]);
});
