import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NGINX_REPLICAS, nginxReplicas, nginxServer } from "#lib/docs/pages/deploy-proxies.ts";
import { findNginx } from "#server/launch/find-nginx.mjs";
import { freePort } from "../free-port.ts";
import { type Ask, OWNER, visitor } from "../owner.ts";
import { type TwoProcesses, twoProcesses } from "../races/two-processes.ts";
import type { Signer } from "../raw-signed.ts";
import { signedLines } from "../raw-signed.ts";
import { askFrom } from "./ask-from.ts";
import { startNginx } from "./start-nginx.ts";

const HOST = "secrets.example.com";
/** Every address of 127.0.0.0/8 is Linux's own, so that a client here need not have the proxy's. */
const CLIENT = "127.0.0.2";
const FORGED = "203.0.113.9";
const READS = 20;

const program = process.platform === "linux" ? findNginx(join(import.meta.dirname, "../..")) : null;
const title = program === null ? "two replicas behind nginx (no nginx here)" : "two replicas behind nginx";

describe.skipIf(program === null)(title, () => {
  let two: TwoProcesses;
  let nginx: Awaited<ReturnType<typeof startNginx>>;
  let ask: Ask;
  let machine: Signer;
  const cookies: string[] = [];

  beforeAll(async () => {
    const port = await freePort();
    two = await twoProcesses({
      env: { SIKKERKEY_BASE_URL: `https://${HOST}:${port}`, TRUSTED_PROXIES: "127.0.0.1,::1" },
      meet: async (processes) => {
        const replicas = nginxReplicas(processes.map((replica) => `127.0.0.1:${replica.port}`));
        const blocks = `${replicas}${nginxServer(HOST, NGINX_REPLICAS)}`;
        nginx = await startNginx({ program: program ?? "", host: HOST, port, blocks });
        const through = askFrom({ localAddress: CLIENT, port, authority: nginx.authority });
        ask = async (url, init) => {
          const answer = await through(url, init);
          cookies.push(...answer.headers.getSetCookie());
          return answer;
        };
        return ask;
      },
    });
    machine = await two.enroll();
  });
  afterAll(async () => {
    await nginx?.stop();
    await two?.stop();
  });

  const path = () => `/v1/secret/${two.secretId}`;
  const signedHeaders = (signer = machine) =>
    Object.fromEntries(
      signedLines(signer, { path: path() }).map((line): [string, string] => {
        const [name = "", value = ""] = line.split(": ");
        return [name, value];
      }),
    );
  const read = (more: Record<string, string> = {}) =>
    ask(`${two.owner.url}${path()}`, { headers: { ...signedHeaders(), ...more } });
  const addresses = async () => {
    type Events = { events: { action: string; sourceIp: string | null }[] };
    const { events } = await two.owner.query<Events>("audit.list", { machineId: machine.id });
    return events.map(({ action, sourceIp }) => `${action} ${sourceIp}`);
  };

  test("people sign in at the public address, with cookies for https alone", async () => {
    const page = await ask(`${two.owner.url}/sign-in`);
    expect([page.status, page.headers.get("content-type")]).toEqual([
      200,
      expect.stringMatching(/^text\/html/),
    ]);
    expect(page.headers.get("strict-transport-security")).toMatch(/^max-age=\d/);
    const person = visitor(two.owner.url, ask);
    await person.signIn(OWNER.email, OWNER.password);
    expect(await person.query("account.me")).toMatchObject({ email: OWNER.email });
    expect(cookies.length).toBeGreaterThan(1);
    for (const cookie of cookies) expect(cookie).toMatch(/^__(Host|Secure)-[^;]+;.*; Secure(;|$)/);
  });

  test("a machine reads from both, and is itself in the log, whatever address it claims", async () => {
    const named = { "user-agent": "reader" };
    for (let turn = 0; turn < READS; turn++) {
      const answer = await read(turn % 2 === 0 ? named : { ...named, "x-forwarded-for": FORGED });
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(two.value)]);
    }
    await expect.poll(() => nginx.answered("reader"), { timeout: 30_000 }).toHaveLength(READS);
    const replicas = two.processes.map((replica) => `127.0.0.1:${replica.port}`);
    expect([...new Set(nginx.answered("reader"))].sort()).toEqual(replicas.sort());
    const seen = await addresses();
    expect(seen.filter((row) => row === `secret.read ${CLIENT}`)).toHaveLength(READS);
    expect(seen.filter((row) => !row.endsWith(` ${CLIENT}`))).toEqual([]);
  });

  test("a copy of a request is refused, by the other replica as by the one that answered", async () => {
    const other = await two.enroll();
    const headers = signedHeaders(other);
    const first = await ask(`${two.owner.url}${path()}`, { headers });
    expect(first.status).toBe(200);
    const copies = two.processes.map(({ port }) => fetch(`http://127.0.0.1:${port}${path()}`, { headers }));
    expect((await Promise.all(copies)).map(({ status }) => status)).toEqual([401, 401]);
    // It was the copying: what is new is answered there.
    for (const { port } of two.processes) {
      const fresh = await fetch(`http://127.0.0.1:${port}${path()}`, { headers: signedHeaders(other) });
      expect(fresh.status).toBe(200);
    }
  });

  test("one is killed, and the other serves on at the same address", async () => {
    const [killed, left] = two.processes;
    killed?.run.child.kill("SIGKILL");
    await killed?.run.ended;
    for (let turn = 0; turn < 6; turn++) expect((await read({ "user-agent": "survivor" })).status).toBe(200);
    await two.owner.mutate("projects.create", { name: "After the kill" });
    expect(await two.owner.query("account.me")).toMatchObject({ email: OWNER.email });
    await expect.poll(() => nginx.answered("survivor"), { timeout: 30_000 }).toHaveLength(6);
    const answered = nginx.answered("survivor");
    for (const tried of answered) expect(tried).toMatch(new RegExp(`127\\.0\\.0\\.1:${left?.port}$`));
    // It did try the killed one before.
    expect(answered).toContain(`127.0.0.1:${killed?.port}, 127.0.0.1:${left?.port}`);
  });
});
