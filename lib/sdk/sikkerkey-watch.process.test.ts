import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { bundleSdk } from "./bundle-sdk.mjs";
import { SikkerKey, type WatchEvent } from "./sikkerkey.ts";
import { aMachineOf, type ScriptedAnswer, type ScriptedServer } from "./testing/scripted-server.ts";

const folder = mkdtempSync(join(tmpdir(), "sikkerkey-sdk-watch-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const INTERVAL_MS = 15_000;
const FAST = { retryDelaysMs: [1, 1, 1], timeoutMs: 600_000 };
const ID = "sk_apikey0001";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

const until = async (isTrue: () => boolean) => {
  while (!isTrue()) await new Promise<void>((resolve) => setImmediate(resolve));
};

/** A watched secret, and `round`: one interval, one poll, and everything that follows from it. */
async function aWatchedSecret(poll: ScriptedAnswer, value: ScriptedAnswer = { body: { value: "new" } }) {
  const script: ScriptedServer["answer"] = ({ path }) => (path === "/v1/secrets/poll" ? poll : value);
  const { server, identityFile } = await aMachineOf(folder, script);
  const planned = vi.spyOn(globalThis, "setTimeout");
  onTestFinished(() => planned.mockRestore());
  const plans = () => planned.mock.calls.filter(([, delay]) => delay === INTERVAL_MS).length;
  const client = SikkerKey.create(identityFile, FAST);
  const events: WatchEvent[] = [];
  client.watch(ID, (event) => void events.push(event));
  const round = async () => {
    const before = plans();
    vi.advanceTimersByTime(INTERVAL_MS);
    await until(() => plans() > before);
  };
  return { server, client, identityFile, events, round };
}

test("the first poll comes after one interval, signed and with the watched ids", async () => {
  const { server, events, round } = await aWatchedSecret({
    body: { changes: { [ID]: { status: "changed" } } },
  });
  vi.advanceTimersByTime(INTERVAL_MS - 1);
  expect(server.seen).toEqual([]);
  await round();
  expect(server.seen.map(({ method, path, body }) => `${method} ${path} ${body}`)).toEqual([
    `POST /v1/secrets/poll {"watch":["${ID}"]}`,
    `GET /v1/secret/${ID} `,
  ]);
  expect(events).toEqual([{ status: "changed", secretId: ID, value: "new" }]);
});

test.each([
  { body: {} },
  { body: { changes: null } },
  { body: { changes: [] } },
  { body: { changes: { [ID]: null } } },
  { body: { changes: { [ID]: { status: 5 } } } },
  { body: { changes: {} } },
  { body: "<html>" },
  { body: "null" },
  { body: "" },
  { status: 204 },
  { status: 401, body: { error: "Authentication failed" } },
  { status: 429, body: { error: "Too many" } },
  { status: 503, body: { error: "Sealed" } },
  "cut" as const,
])(
  "a poll answered with %j tells nothing, kills nothing, is not repeated, and the next one comes",
  async (answer) => {
    const { server, events, round } = await aWatchedSecret(answer);
    await round();
    await round();
    expect(events).toEqual([]);
    expect(server.seen.map(({ path }) => path)).toEqual(["/v1/secrets/poll", "/v1/secrets/poll"]);
  },
);

test("a change is never told from the cache, a new value is kept, and a withdrawn one goes", async () => {
  const { client, server, identityFile, events, round } = await aWatchedSecret({
    body: { changes: { [ID]: { status: "changed" } } },
  });
  const file = join(dirname(identityFile), "cache", `${ID}.skc`);
  client.enableCache();
  await round();
  expect(existsSync(file)).toBe(true);
  const poll = server.answer;
  server.answer = (request) => (request.path === "/v1/secrets/poll" ? poll(request) : { status: 502 });
  await round();
  expect(events.map(({ status }) => status)).toEqual(["changed", "error"]);
  client.watch("sk_another001", () => {});
  server.answer = () => ({ body: { changes: { [ID]: { status: "access_denied" } } } });
  await round();
  expect(events.at(-1)?.status).toBe("access_denied");
  expect(existsSync(file)).toBe(false);
});

test("more ids than the server takes at once are asked for in parts", async () => {
  const { client, server, round } = await aWatchedSecret({ body: { changes: {} } });
  for (let count = 1; count <= 1000; count++) client.watch(`sk_${count}`, () => {});
  await round();
  expect(server.seen.map(({ body }) => JSON.parse(body).watch.length)).toEqual([1000, 1]);
});

/** A process with a watch. Its first poll is due at once and the second never; it waits for nothing but `/alive`. */
const PROGRAM = `
  const { SikkerKey } = require("./sikkerkey.cjs");
  const { get } = require("node:http");
  const real = setTimeout;
  let next = 0;
  globalThis.setTimeout = (run, delay) => {
    if (delay !== 10_000) return real(run, delay);
    const wait = next;
    next = 600_000;
    return real(run, wait);
  };
  const client = SikkerKey.create(process.argv[2], { timeoutMs: 600_000 });
  client.setPollInterval(10);
  client.watch("${ID}", () => {});
  get(client.apiUrl + "/alive", (answer) => answer.resume().on("end", () => {
    if (process.argv[3] === "close") client.close();
  }));
`;

test.each([
  ["without close, while a poll is unanswered", "hang", "stay"],
  ["after close, while a poll is unanswered", "hang", "close"],
  ["without close, while the next poll is due", { body: { changes: {} } }, "stay"],
] as const)("a process ends %s", { timeout: 30_000 }, async (_, answer, end) => {
  vi.useRealTimers();
  let seePoll = () => {};
  const polled = new Promise<void>((resolve) => (seePoll = resolve));
  const { identityFile } = await aMachineOf(folder, async ({ path }) => {
    if (path !== "/v1/secrets/poll") return polled.then(() => ({}));
    seePoll();
    return answer;
  });
  const place = mkdtempSync(join(folder, "program-"));
  for (const [name, content] of Object.entries(await bundleSdk())) writeFileSync(join(place, name), content);
  writeFileSync(join(place, "program.cjs"), PROGRAM);
  const child = spawn(process.execPath, [join(place, "program.cjs"), identityFile, end], {
    stdio: "inherit",
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  expect(await exitOf(child)).toBe(0);
});

const exitOf = (child: ChildProcess) => new Promise((resolve) => child.once("exit", (code) => resolve(code)));
