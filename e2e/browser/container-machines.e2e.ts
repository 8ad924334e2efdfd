import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { OWNER } from "#e2e/owner.ts";
import { rawRequest } from "#e2e/raw-request.ts";
import { requestText, signedLines } from "#e2e/raw-signed.ts";
import { redeemClaim } from "#e2e/redeem-claim.ts";
import type { ClaimFile } from "#lib/protocol/claim.ts";
import { type ContainerScene, DOWNLOAD, openContainerForm, openContainerScene } from "./container-scene.ts";
import { sized } from "./world.ts";

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
const open = (path: string) => page.goto(scene.server.url + path);
const aClaim = async () => {
  const input = { ...scene.plan, claimLifetimeSeconds: 900 };
  const made = await scene.owner.mutate<{ machineName: string; file: string }>("claims.create", input);
  return { name: made.machineName, file: JSON.parse(made.file) as ClaimFile };
};
/** The page is there before its scripts are: clicked until the dialog hears it. */
async function openDialog(name: string) {
  const dialog = page.getByRole("dialog");
  await expect
    .poll(
      async () => {
        if (!(await dialog.isVisible())) await button(name).click();
        return dialog.isVisible();
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  return dialog;
}

test("a link opened elsewhere signs in first, spends nothing by being looked at, and is gone from the address", async () => {
  const made = await scene.provision();
  const { url } = scene.server;
  const link = `${url}/bundles/${made.bundleId}#${made.linkSecret}`;
  const elsewhere = await sized(scene.browser, {});
  for (const method of ["GET", "HEAD"])
    await elsewhere.request.fetch(`${url}/bundles/${made.bundleId}/download`, { method });
  const other = await elsewhere.newPage();
  await other.goto(link);
  await other.getByLabel("E-mail").fill(OWNER.email);
  await other.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await other.keyboard.press("Enter");
  const download = other.getByRole("button", { name: DOWNLOAD });
  await download.waitFor();
  expect(other.url()).toBe(`${url}/bundles/${made.bundleId}`);
  await other.reload();
  await other.getByText("This link is not whole.").waitFor();
  await other.goto("about:blank");
  await other.goto(link);
  await download.click();
  await other.getByText("it cannot be had again").waitFor();
  await elsewhere.close();
  // Whoever comes second is told nothing, and everybody who looks is told of it.
  await page.goto(link);
  await button(DOWNLOAD).click();
  await page.getByText("This link was used or has expired.").waitFor();
  await open("/");
  await page.getByLabel("Alarms").getByRole("link", { name: made.machine.name }).click();
  await page.getByText("Its download link was tried again").waitFor();
});

test("an open claim is listed until it is revoked, and then binds nothing", async () => {
  const claim = await aClaim();
  await open("/machines");
  const opener = `Revoke the claim of ${claim.name}`;
  await (await openDialog(opener)).getByRole("button", { name: "Revoke claim" }).click();
  await button(opener).waitFor({ state: "detached" });
  expect((await redeemClaim(claim.file)).status).toBe(410);
});

test("a machine that waits for its download cannot be enabled, and one that is disabled meanwhile never can", async () => {
  const { machine } = await scene.provision();
  await open(`/machines/${machine.id}`);
  await page.getByText("It waits for its download.").waitFor();
  expect(await button("Enable").count()).toBe(0);
  await scene.owner.mutate("machines.disable", { machineId: machine.id });
  await page.reload();
  await page.getByText("Nobody has its key.").waitFor();
  expect(await button("Enable").count()).toBe(0);
});

test("two containers that share one identity are a hint on its page, and both still read", async () => {
  const { key, machineId } = await redeemClaim((await aClaim()).file);
  const signer = { id: machineId ?? "", privateKey: key.privateKey };
  const path = `/v1/secret/${scene.plan.secretIds[0]}`;
  const readFrom = async (localAddress: string) => {
    const text = requestText(`GET ${path}`, signedLines(signer, { path }));
    return (await rawRequest(scene.server.port, text, { localAddress })).status;
  };
  for (const address of ["127.0.0.2", "127.0.0.3", "127.0.0.2"]) expect(await readFrom(address)).toBe(200);
  await open(`/machines/${machineId}`);
  await page.getByText("Bound from").waitFor();
  expect(await page.getByText("Two containers may share").count()).toBe(0);
  expect(await readFrom("127.0.0.3")).toBe(200);
  await page.reload();
  await page.getByText("Two containers may share this identity.").waitFor();
  expect(await readFrom("127.0.0.2")).toBe(200);
  const deletion = await openDialog("Delete");
  await deletion
    .getByText("5 reads in the last 24 hours")
    .or(deletion.getByText("It is in use"))
    .first()
    .waitFor();
  for (const name of ["DATABASE_URL", "STRIPE"]) expect(await deletion.getByText(name).count()).toBe(1);
});

test("the machine quota is set under Settings, and a full vault says so where somebody provisions", async () => {
  await scene.provision();
  const { liveMachineCount } = await scene.owner.query<{ liveMachineCount: number }>("vault.settings");
  await open("/settings");
  const isSaid = (says: RegExp) =>
    page
      .getByText(says)
      .waitFor({ timeout: 2000 })
      .then(
        () => true,
        () => false,
      );
  const save = (quota: string, says: RegExp) =>
    expect
      .poll(
        async () => {
          await page.getByLabel("Most machines").fill(quota);
          await button("Save quota").click();
          return isSaid(says);
        },
        { timeout: 20_000 },
      )
      .toBe(true);
  await save("many", /^Allow at least one machine/);
  await save(String(liveMachineCount), new RegExp(`^${liveMachineCount} of ${liveMachineCount}$`));
  await openContainerForm(page, scene.server.url);
  await button("Provision").click();
  await page.getByText(/hold at most .*Delete those that are gone/).waitFor();
  expect(await page.getByLabel("STRIPE").isChecked()).toBe(true);
  await scene.owner.mutate("vault.setMachineQuota", { maxMachines: null });
  await button("Provision").click();
  await button(DOWNLOAD).waitFor();
});
