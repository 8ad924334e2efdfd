import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimServer, OWNER, type Owner } from "#e2e/owner.ts";
import { PageClient } from "#e2e/page-client.ts";
import { runProcess } from "#e2e/process-run.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import type { ProvisionedContainerView } from "#lib/contract/bundles.ts";
import { loadMachine } from "#lib/sdk/load-machine.ts";
import { SikkerKey } from "#lib/sdk/sikkerkey.ts";

let server: RunningServer;
let owner: Owner;
let cookie = "";
let projectId = "";
const ids: string[] = [];
const home = mkdtempSync(join(tmpdir(), "sikkerkey-link-"));

beforeAll(async () => {
  server = await startServer();
  owner = await claimServer(server.setupLink);
  const client = new PageClient(server.url);
  await client.signIn(OWNER.email, OWNER.password);
  cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  projectId = (await owner.mutate<{ id: string }>("projects.create", { name: "Shop" })).id;
  for (const name of ["TICKED", "UNTICKED"]) {
    const content = { kind: "single", value: `value of ${name}` };
    ids.push((await owner.mutate<{ id: string }>("secrets.create", { projectId, name, content })).id);
  }
});
afterAll(async () => {
  rmSync(home, { recursive: true, force: true });
  await server.stop();
});

const provision = () =>
  owner.mutate<ProvisionedContainerView>("bundles.provision", { projectId, secretIds: [ids[0]] });

type Change = {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly query?: string;
};
/** What the page sends, or that with something wrong. */
function ask({ bundleId, linkSecret }: ProvisionedContainerView, change: Change = {}): Promise<Response> {
  const { method = "POST", headers = {}, query = "" } = change;
  return fetch(`${server.url}/bundles/${bundleId}/download${query}`, {
    method,
    redirect: "manual",
    headers: {
      ...{ origin: server.url, cookie, "x-sikkerkey-app": "1", "content-type": "application/json" },
      ...headers,
    },
    ...(method === "POST" && { body: JSON.stringify({ linkSecret }) }),
  });
}

test("previews, prefetches, strangers and other sites get nothing, and the link is as good as before (AT-51)", async () => {
  const bundle = await provision();
  const page = `${server.url}/bundles/${bundle.bundleId}`;
  const tries: [number, Change][] = [
    [405, { method: "GET" }],
    [405, { method: "GET", headers: { purpose: "prefetch", "sec-purpose": "prefetch;prerender" } }],
    [405, { method: "GET", headers: { range: "bytes=0-0" } }],
    [405, { method: "HEAD" }],
    [405, { method: "OPTIONS" }],
    [405, { method: "PUT" }],
    [405, { query: "?x=1" }],
    [401, { headers: { cookie: "" } }],
    [403, { headers: { origin: "https://evil.example" } }],
    [403, { headers: { "sec-fetch-site": "cross-site" } }],
    [403, { headers: { "x-sikkerkey-app": "0" } }],
    [415, { headers: { "content-type": "text/plain" } }],
  ];
  for (const [status, change] of tries) {
    const answer = await ask(bundle, change);
    expect(answer.status, JSON.stringify(change)).toBe(status);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("content-type")).not.toBe("application/zip");
  }
  // What a mail scanner or a chat would open: the page, which alone spends nothing.
  for (const method of ["GET", "HEAD"]) await (await fetch(page, { method, headers: { cookie } })).text();
  const answer = await ask(bundle, { headers: { range: "bytes=0-0" } });
  expect([answer.status, answer.headers.get("content-range")]).toEqual([200, null]);
  expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
  expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; base-uri 'none'/);
});

test("of 25 at once one gets the key, the rest are told the same, and the log tells of both (AT-51)", async () => {
  const bundle = await provision();
  const answers = await Promise.all(Array.from({ length: 25 }, () => ask(bundle)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 24 }, () => 410)]);
  const [won, ...others] = answers.toSorted((a, b) => a.status - b.status);
  const refusals = await Promise.all(others.map(async (answer) => (await answer.json()) as object));
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: "bundle_ended" });
  type Events = { events: { action: string; sourceIp: string | null }[] };
  const { events } = await owner.query<Events>("audit.list", { machineId: bundle.machine.id });
  const actions = events.map(({ action }) => action);
  expect(actions.filter((action) => action === "bundle.downloaded")).toHaveLength(1);
  expect(actions.filter((action) => action === "bundle.refused")).toHaveLength(24);
  for (const { sourceIp } of events) expect(sourceIp).toMatch(/^(127\.0\.0\.1|::1)$/);

  const archive = join(home, "bundle.zip");
  writeFileSync(archive, Buffer.from((await won?.arrayBuffer()) ?? new ArrayBuffer()));
  expect(await runProcess("unzip", ["-q", archive, "-d", join(home, "bundle")]).ended).toBe(0);
  const machine = loadMachine({ SIKKERKEY_HOME: join(home, "bundle") });
  const reader = new SikkerKey({ ...machine, identityFile: null }, { retryDelaysMs: [] });
  const [ticked = "", unticked = ""] = ids;
  expect(await reader.getSecret(ticked)).toBe("value of TICKED");
  await expect(reader.getSecret(unticked)).rejects.toThrow(/denied/i);
  const printed = server.run.stdout() + server.run.stderr();
  expect(printed).not.toContain(bundle.linkSecret.slice(4));
  expect(printed).toContain("/bundles/[bundleId]/download");
});
