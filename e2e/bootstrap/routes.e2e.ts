import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleCli } from "#lib/cli/bundle-cli.mjs";
import type { OpenBootstrapTokenView } from "#lib/contract/bootstrap.ts";
import type { MachineDetailView } from "#lib/contract/machines.ts";
import { identityOf, runScript } from "./run-script.ts";
import { newHome, newToken, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

const ask = (path: string, init: RequestInit = {}) => fetch(scene.server.url + path, init);
const openTokens = async () =>
  (await scene.owner.query<OpenBootstrapTokenView[]>("bootstrapTokens.list")).map(({ id }) => id);

test("nothing that only looks at the address spends the token, and nothing between may keep the script", async () => {
  const { id, token } = await newToken(scene);
  const path = `/v1/bootstrap/${token}`;
  for (const headers of [{}, { purpose: "prefetch" }, { range: "bytes=0-9" }, { "if-none-match": "*" }]) {
    const answer = await ask(path, { headers });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(answer.headers.get("content-type")).toBe("text/x-shellscript; charset=utf-8");
    expect(await answer.text()).toMatch(/\nsikkerkey_bootstrap\n$/);
  }
  for (const method of ["HEAD", "OPTIONS", "POST"])
    expect((await ask(path, { method })).status, method).toBe(405);
  expect((await ask("/v1/bootstrap/register")).status).toBe(405);
  expect(await openTokens()).toContain(id);
});

test("the log has templates and never a token", async () => {
  const { token } = await newToken(scene);
  await ask(`/v1/bootstrap/${token}`);
  await ask(`/v1/bootstrap/${token}x`);
  const lines = scene.server.run.stdout() + scene.server.run.stderr();
  expect(lines).toContain('"route":"/v1/bootstrap/[token]"');
  expect(lines).not.toContain(token.slice(4));
});

test("sikkerkey enroll registers with a bootstrap token on standard input, and its fingerprint is the page's", async () => {
  const { token } = await newToken(scene, { machineName: "windows-1" });
  const folder = mkdtempSync(join(scene.folder, "cli-"));
  const program = join(folder, "sikkerkey.mjs");
  writeFileSync(program, await bundleCli());
  const home = newHome(scene);
  const line = `'${process.execPath}' '${program}' enroll --url '${scene.server.url}' <<END\n${token}\nEND\n`;
  const run = await runScript(line, home);
  expect([run.code, run.stdout], run.stderr).toEqual([0, ""]);
  const machineId = identityOf(join(home, ".sikkerkey")).fields["machineId"];
  const machine = await scene.owner.query<MachineDetailView>("machines.get", { machineId });
  expect(machine).toMatchObject({ name: "windows-1", state: "pending" });
  for (const text of ["Registered as windows-1", machine.fingerprint, `/machines/${machine.id}`])
    expect(run.stderr).toContain(text);
});

test("whoever tries tokens learns nothing more after ten tries, and a real token still works", async () => {
  const { token } = await newToken(scene);
  const answers: number[] = [];
  for (let tries = 0; tries < 12; tries++) answers.push((await ask(`/v1/bootstrap/skb_${tries}`)).status);
  expect(new Set(answers)).toEqual(new Set([404, 429]));
  expect(answers.at(-1)).toBe(429);
  expect((await ask(`/v1/bootstrap/${token}`)).status).toBe(200);
});
