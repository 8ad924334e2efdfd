import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { makeKeyPair, parsePrivateKey, publicKeyOf } from "./private-key.ts";
import { sendRequest } from "./send-request.ts";
import { type Machine, requestSigned } from "./signed-client.ts";

const { pem, publicKey } = makeKeyPair();
const identity = {
  machineId: "550e8400-e29b-41d4-a716-446655440000",
  machineName: "ci",
  vaultId: "vault_test0123456789ab",
  apiUrl: "",
  privateKeyPath: "",
};

async function listen(serve: RequestListener): Promise<string> {
  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

const machine = (apiUrl: string): Machine => ({ identity, privateKey: parsePrivateKey(pem), apiUrl });

test("a key survives its file, and its public half is the one that is registered", () => {
  expect(publicKeyOf(parsePrivateKey(pem))).toBe(publicKey);
});

test.each(["not a key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])(
  "%j is no key",
  (text) => {
    expect(() => parsePrivateKey(text)).toThrow("PKCS#8");
  },
);

test("no two requests share a nonce, and a body-less POST states its length and no type", async () => {
  const seen: { nonce: unknown; length: unknown; type: unknown }[] = [];
  const url = await listen(({ headers }, response) => {
    seen.push({
      nonce: headers["x-nonce"],
      length: headers["content-length"],
      type: headers["content-type"],
    });
    response.end("{}");
  });
  for (let round = 0; round < 20; round++)
    await requestSigned(machine(url), { method: "POST", path: "/v1/secrets/export" });
  expect(new Set(seen.map(({ nonce }) => nonce)).size).toBe(20);
  expect(seen[0]).toMatchObject({ length: "0", type: undefined });
});

test("a redirect is an error and is never followed", async () => {
  let visits = 0;
  const elsewhere = await listen((_, response) => {
    visits += 1;
    response.end('{"value":"stolen"}');
  });
  const url = await listen((_, response) => response.writeHead(307, { location: elsewhere }).end());
  const request = requestSigned(machine(url), { method: "GET", path: "/v1/secrets" });
  await expect(request).rejects.toMatchObject({ kind: "redirected", status: 307 });
  expect(visits).toBe(0);
});

test("success is exactly 200", async () => {
  for (const status of [201, 202, 206]) {
    const url = await listen((_, response) => response.writeHead(status).end("{}"));
    await expect(requestSigned(machine(url), { method: "GET", path: "/v1/secrets" })).rejects.toMatchObject({
      status,
    });
  }
});

test.each([
  [400, "refused"],
  [401, "unauthenticated"],
  [403, "denied"],
  [404, "not_found"],
  [410, "gone"],
  [429, "rate_limited"],
  [500, "server"],
  [503, "unavailable"],
])("status %s is %s, with the server's own sentence", async (status, kind) => {
  const url = await listen((_, response) => response.writeHead(status).end('{"error":"Because."}'));
  const request = requestSigned(machine(url), { method: "GET", path: "/v1/secrets" });
  await expect(request).rejects.toMatchObject({ kind, status, message: `Because (${status})` });
});

test("a server that does not answer is given up on, also when it stops in the middle", async () => {
  const silent = await listen(() => {});
  const halting = await listen((_, response) => {
    response.writeHead(200);
    response.write("{");
  });
  for (const origin of [silent, halting]) {
    const request = sendRequest({
      origin,
      method: "GET",
      path: "/v1/secrets",
      headers: {},
      body: "",
      timeoutMs: 200,
    });
    await expect(request).rejects.toMatchObject({ kind: "timeout" });
  }
});

test("a request that is given up ends its connection, and one given up before is not sent", async () => {
  const controller = new AbortController();
  let connections = 0;
  let seeEnd = () => {};
  const ended = new Promise<void>((resolve) => (seeEnd = resolve));
  const origin = await listen((request) => {
    connections += 1;
    request.socket.once("close", seeEnd);
    controller.abort();
  });
  const send = () =>
    sendRequest({
      origin,
      method: "GET",
      path: "/v1/secrets",
      headers: {},
      body: "",
      signal: controller.signal,
    });
  await expect(send()).rejects.toMatchObject({ kind: "network" });
  await ended;
  await expect(send()).rejects.toMatchObject({ kind: "network" });
  expect(connections).toBe(1);
});

test("an answer that is cut short is an error, not a shorter answer", async () => {
  const url = await listen((_, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write('{"secrets":[]}');
    response.socket?.destroy();
  });
  const request = sendRequest({ origin: url, method: "GET", path: "/v1/secrets", headers: {}, body: "" });
  await expect(request).rejects.toMatchObject({ kind: "network" });
});
