import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KEY_HOME } from "#lib/integrations/docker/container-facts.ts";
import { MOUNT } from "#lib/protocol/bundle-files.ts";
import { signedIn } from "../browser/world.ts";
import { makeBaseRoot } from "../containers/base-root.ts";
import { buildAppImage } from "../containers/build-app-image.ts";
import type { Image } from "../containers/build-image.ts";
import { ENGINE } from "../containers/container-engine.ts";
import { followSnippet } from "../containers/follow-snippet.ts";
import {
  expectNobody,
  expectReads,
  type Reader,
  readWithCommand,
  runAs,
} from "../containers/three-readers.ts";
import { openBrowser } from "../open-browser.ts";
import { claimServer } from "../owner.ts";
import { type RunningServer, startServer } from "../start-server.ts";
import { auditRows, deleteMachine, openContainerForm, saveDownload, snippetsOf } from "./container-dialog.ts";

const TICKED = { API_KEY: "hunter2", CERTIFICATE: "-----BEGIN-----\nit's $HOME\n-----END-----\n" };
const ADDRESS = /127\.0\.0\.1|::1/;
const host = mkdtempSync(join(tmpdir(), "sikkerkey-host-"));
const ids: Record<string, string> = {};
let server: RunningServer;
let browser: Browser;
let page: Page;
let base = "";
let image: Image;
let mounted: Reader;
let claimed: Reader;
let link = "";
let machinePage = "";

beforeAll(async () => {
  if (ENGINE.kind === "none") return;
  [server, browser, base] = await Promise.all([startServer(), openBrowser(), makeBaseRoot()]);
  const owner = await claimServer(server.setupLink);
  const { id: projectId } = await owner.mutate<{ id: string }>("projects.create", { name: "Shop" });
  for (const [name, value] of Object.entries({ ...TICKED, REFUSED: "never" })) {
    const secret = { projectId, name, content: { kind: "single", value } };
    ids[name] = (await owner.mutate<{ id: string }>("secrets.create", secret)).id;
  }
  page = await (await signedIn(browser, server.url)).newPage();
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([server?.stop(), image?.remove()]);
  rmSync(host, { recursive: true, force: true });
});

const button = (name: string) => page.getByRole("button", { name, exact: true });

// The tests of this file are the chapters of one story: each begins where the one before it ended.
describe.skipIf(ENGINE.kind === "none")(`a container of ${ENGINE.title}`, () => {
  test("is provisioned in the dialog, downloaded, and its folder unpacked as the snippet says", async () => {
    await openContainerForm(page, server.url, Object.keys(TICKED));
    await page.getByLabel("Machine name").fill("shop-api");
    await button("Provision").click();
    await page.getByRole("heading", { name: "shop-api is ready" }).waitFor();
    link = (await page.getByText(/^http\S+\/bundles\/bndl_\S+$/).textContent()) ?? "";
    const snippets = await snippetsOf(page);
    await saveDownload(page, "Download .sikkerkey", host);
    await page.getByText("it cannot be had again").waitFor();
    image = await buildAppImage(base, snippets);
    const options = await followSnippet(snippets.get("docker run") ?? "", host);
    expect(options.mounts).toEqual({ [MOUNT]: join(host, "shop-api") });
    mounted = { image, options, ids, identity: `${MOUNT}/identity.json` };
  });

  test("reads exactly what was ticked: with the command, the SDK, and curl with openssl", () =>
    expectReads(mounted, TICKED));

  test("its bundle is not there again, by a reload or by the link", async () => {
    await page.reload();
    await button("Provision").waitFor();
    expect(await page.getByText("Download .sikkerkey").count()).toBe(0);
    await page.goto(link);
    await button("Download .sikkerkey").click();
    await page.getByText("This link was used or has expired.").waitFor();
  });

  test("is nobody from the next read on when it is disabled, and itself again when it is enabled", async () => {
    await page.goto(`${server.url}/machines`);
    await page.getByRole("link", { name: "shop-api" }).first().click();
    await page.waitForURL(/\/machines\/[0-9a-f-]{36}$/);
    machinePage = page.url();
    await button("Disable").click();
    await button("Disable machine").click();
    await button("Enable").waitFor();
    await expectNobody(mounted);
    await button("Enable").click();
    await button("Disable").waitFor();
    expect((await readWithCommand(mounted)).code).toBe(0);
  });

  test("is nobody for ever when it is deleted", async () => {
    await deleteMachine(page, machinePage);
    await expectNobody(mounted);
  });

  test("the audit log has all of it, with the name of that time and the address", async () => {
    for (const action of [
      "machine.provisioned",
      "bundle.downloaded",
      "bundle.refused",
      "secret.read",
      "secret.read_denied",
      "machine.disabled",
      "machine.enabled",
      "machine.deleted",
    ] as const) {
      const rows = await auditRows(page, server.url, action);
      expect([action, rows.length > 0]).toEqual([action, true]);
      for (const row of rows) {
        expect([action, row]).toEqual([action, expect.stringContaining("shop-api")]);
        expect([action, row]).toEqual([action, expect.stringMatching(ADDRESS)]);
      }
    }
  });

  test("can make its own key with a claim file, and the dialog shows that key's fingerprint", async () => {
    await openContainerForm(page, server.url, Object.keys(TICKED));
    await page.getByLabel("Machine name").fill("shop-worker");
    await page.getByLabel("Let the container make its own key").check();
    await button("Provision").click();
    await button("Download claim.json").waitFor();
    const snippets = await snippetsOf(page);
    await saveDownload(page, "Download claim.json", host);
    const options = await followSnippet(snippets.get("docker run") ?? "", host);
    expect(Object.keys(options.volumes ?? {})).toEqual([KEY_HOME]);
    // The engine would make the named volume; here it is a folder.
    const volumes = { [KEY_HOME]: mkdtempSync(join(host, "volume-")) };
    const identity = `${KEY_HOME}/vaults/*/identity.json`;
    claimed = { image, options: { ...options, volumes }, ids, identity };
    const first = await readWithCommand(claimed);
    expect([first.code, first.stdout]).toEqual([0, Object.values(TICKED).join("")]);
    expect(first.stderr).toMatch(/^This container made its own key and is shop-worker [^\n]*\n$/);
    await page.getByText("The container has made its key.").waitFor();
    await page.getByTestId("fingerprint").waitFor();
  });

  test("keeps that key in its volume, and reads exactly what was ticked", () => expectReads(claimed, TICKED));

  test("a second container with the same file is refused in words, and an alarm says so", async () => {
    const { env, mounts } = claimed.options;
    const thief = { ...claimed, options: { env: env ?? {}, mounts: mounts ?? {}, tmpfs: [KEY_HOME] } };
    const second = await runAs(thief, { command: ["echo", "started"] });
    expect([second.code, second.stdout]).toEqual([1, ""]);
    expect(second.stderr).toMatch(/^sikkerkey: This claim was used before[^\n]*\n[^\n]*thief/);
    await page.getByRole("link", { name: "Open the machine" }).click();
    await page.getByText("Its claim file was tried again, with another key.").waitFor();
    for (const action of ["claim.created", "claim.used", "claim.reused"] as const)
      expect((await auditRows(page, server.url, action)).join()).toMatch(ADDRESS);
  });

  test("a key that was made in memory is gone with its container", async () => {
    await openContainerForm(page, server.url, ["API_KEY"]);
    await page.getByLabel("Machine name").fill("shop-job");
    await page.getByLabel("Let the container make its own key").check();
    await button("Provision").click();
    await button("Download claim.json").waitFor();
    const snippets = await snippetsOf(page);
    await saveDownload(page, "Download claim.json", host);
    const { env = {}, mounts = {} } = await followSnippet(snippets.get("docker run") ?? "", host);
    const job = { ...claimed, options: { env, mounts, tmpfs: [KEY_HOME] } };
    expect(await readWithCommand(job)).toMatchObject({ code: 0, stdout: TICKED.API_KEY });
    expect(await readWithCommand(job)).toMatchObject({ code: 1, stdout: "" });
    await page.getByRole("link", { name: "Open the machine" }).click();
    await page.waitForURL(/\/machines\/[0-9a-f-]{36}$/);
    await deleteMachine(page, page.url());
  });
});
