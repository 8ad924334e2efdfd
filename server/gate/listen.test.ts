import { EventEmitter, once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { rawRequest } from "#e2e/raw-request.ts";
import { startTestGate } from "#server/testing/start-test-gate.ts";
import { ListenError } from "./listen-error.ts";

const nothing = { machineRoutes: [] };
const portOf = (server: ReturnType<typeof createServer>) => {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
};

test("every address answers on one port", async () => {
  const gate = await startTestGate({ ...nothing, config: { hosts: ["127.0.0.1", "127.0.0.2"] } });
  expect(gate.addresses.map(({ port }) => port)).toEqual([gate.port, gate.port]);
  for (const host of ["127.0.0.1", "127.0.0.2"]) {
    const answer = await rawRequest(gate.port, `GET / HTTP/1.1\r\nHost: localhost:${gate.port}\r\n\r\n`, {
      host,
    });
    expect(answer.status).toBe(200);
  }
});

test("a default address that this machine lacks is left out; a chosen one is an error that says what to do", async () => {
  const hosts = ["127.0.0.1", "2001:db8::1"];
  const gate = await startTestGate({ ...nothing, config: { hosts } });
  expect(gate.addresses.map(({ host }) => host)).toEqual(["127.0.0.1"]);
  const chosen = startTestGate({ ...nothing, config: { hosts, hasChosenHost: true } });
  await expect(chosen).rejects.toThrow(ListenError);
  await expect(chosen).rejects.toThrow("set HOST to one of its addresses.");
});

test("a busy port is one sentence with a remedy", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const port = portOf(other);
  const busy = startTestGate({ ...nothing, config: { port } });
  await expect(busy).rejects.toThrow(`127.0.0.1:${port} is in use`);
  await expect(busy).rejects.toThrow(`PORT=${port + 1}`);
  other.close();
});

test("closing finishes the request under way, ends idle connections and takes no new one", async () => {
  const signals = new EventEmitter();
  const finish = once(signals, "finish");
  const started = once(signals, "started");
  const gate = await startTestGate({
    ...nothing,
    nextHandler: async (_, res) => {
      signals.emit("started");
      await finish;
      res.end("done");
    },
  });
  const request = `GET / HTTP/1.1\r\nHost: localhost:${gate.port}\r\n\r\n`;
  const underWay = rawRequest(gate.port, request);
  await started;
  const closed = gate.close(5_000);
  await expect(rawRequest(gate.port, request)).rejects.toThrow("closed without an answer");
  signals.emit("finish");
  expect(await underWay).toMatchObject({ status: 200 });
  await closed;
});

test("closing cuts what does not finish in time", async () => {
  const signals = new EventEmitter();
  const started = once(signals, "started");
  const gate = await startTestGate({
    ...nothing,
    nextHandler: () => {
      signals.emit("started");
      return new Promise(() => {});
    },
  });
  const stuck = rawRequest(gate.port, `GET / HTTP/1.1\r\nHost: localhost:${gate.port}\r\n\r\n`);
  await Promise.race([started, stuck]);
  const cut = expect(stuck).rejects.toThrow("closed without an answer");
  await gate.close(20);
  await cut;
});

test("a listener that Next adds to the server never sees an upgrade", async () => {
  let upgrades = 0;
  const gate = await startTestGate({
    ...nothing,
    nextHandler: async (req, res) => {
      const { server } = req.socket as { server?: { on(event: string, listener: () => void): void } };
      server?.on("upgrade", () => {
        upgrades += 1;
      });
      res.end();
    },
  });
  const host = `Host: localhost:${gate.port}`;
  await rawRequest(gate.port, `GET / HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`);
  const answer = await rawRequest(
    gate.port,
    `GET / HTTP/1.1\r\n${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  );
  expect(answer.status).toBe(400);
  expect(upgrades).toBe(0);
});
