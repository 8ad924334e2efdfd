import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BenchWorld, prepareWorld } from "#e2e/bench/machines.ts";
import { claimServer } from "#e2e/owner.ts";
import { rawRequest } from "#e2e/raw-request.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import { requestText, signedLines } from "./raw-signed.ts";

const LIST = "/v1/secrets/list";

describe.each([
  ["the gate's own path", "1"],
  ["the path through Next", "0"],
])("a captured signed request on %s", (_, fastPath) => {
  let server: RunningServer;
  let world: BenchWorld;
  beforeAll(async () => {
    server = await startServer({ env: { SIKKERKEY_GATE_FAST_PATH: fastPath } });
    world = await prepareWorld(await claimServer(server.setupLink), 2);
  });
  afterAll(async () => {
    await server.stop();
  });

  const machine = (at = 0) => {
    const found = world.machines[at];
    if (found === undefined) throw new Error("no such machine");
    return found;
  };
  /** Each test speaks from an address of its own, so that one's failures do not answer for another's. */
  let sources = 0;
  const source = () => {
    sources += 1;
    return `127.0.1.${sources}`;
  };
  const send = (text: string, localAddress = source()) => rawRequest(server.port, text, { localAddress });

  test("is good once, under its own method, path and body", async () => {
    const text = requestText(`GET ${world.path}`, signedLines(machine(), { path: world.path }));
    expect(JSON.parse((await send(text)).body)).toEqual({ value: expect.any(String) });
    expect((await send(text)).status).toBe(401);
  });

  test.each([
    ["another path", "GET /v1/secrets", 401],
    ["a longer path", "GET /v1/secret/sk_0000000000", 401],
    ["POST", `POST ${LIST}`, 401],
    ["HEAD", "HEAD /v1/secrets", 405],
    ["a query", `GET /v1/secrets?x=1`, 400],
    ["Next's own query", "GET /v1/secrets?nxtPsecretId=other", 400],
  ])("is no good for %s", async (_name, line, status) => {
    const answer = await send(requestText(line, signedLines(machine(), { path: world.path })));
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain("value");
  });

  test.each([
    ["one byte changed", '{"projectId":"proj_0000000001"}'],
    ["a space for nothing", " "],
    ["an object for nothing", "{}"],
  ])("is no good with another body: %s", async (_name, sent) => {
    const signed = _name === "one byte changed" ? '{"projectId":"proj_0000000000"}' : "";
    const lines = signedLines(machine(), { method: "POST", path: LIST, body: signed });
    expect((await send(requestText(`POST ${LIST}`, lines, sent))).status).toBe(401);
  });

  test("is no good under another machine's name, and an unknown name is answered alike", async () => {
    const own = signedLines(machine(0), { path: world.path }).slice(1);
    const answers = await Promise.all(
      [machine(1).id, "01900000-0000-7000-8000-000000000000"].map((id) =>
        send(requestText(`GET ${world.path}`, [`x-machine-id: ${id}`, ...own])),
      ),
    );
    const bodies = answers.map(({ status, body, headers }) => [status, body, Object.keys(headers)]);
    expect(bodies[0]).toEqual(bodies[1]);
    expect(bodies[0]?.[0]).toBe(401);
  });

  test("is not helped by a method override", async () => {
    const lines = [...signedLines(machine(), { path: world.path }), "X-HTTP-Method-Override: DELETE"];
    expect((await send(requestText(`GET ${world.path}`, lines))).status).toBe(200);
  });

  test("of a stranger's making, in a flood, is throttled; the machine's own next to it never is", async () => {
    const flood = source();
    const forged = () =>
      requestText(`GET ${world.path}`, [
        `x-machine-id: ${machine().id}`,
        ...signedLines(machine(1), { path: world.path }).slice(1),
      ]);
    const valid = () => requestText(`GET ${world.path}`, signedLines(machine(), { path: world.path }));
    const [junk, good] = await Promise.all([
      Promise.all(Array.from({ length: 120 }, () => send(forged(), flood))),
      Promise.all(Array.from({ length: 20 }, () => send(valid(), flood))),
    ]);
    expect(good.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(junk.map(({ status }) => status))).toEqual(new Set([401, 429]));
    const throttled = junk.find(({ status }) => status === 429);
    expect(throttled?.headers["retry-after"]).toBe("1");
    expect(throttled?.headers["x-sikkerkey-error"]).toBe("too_many_requests");
  });
});
