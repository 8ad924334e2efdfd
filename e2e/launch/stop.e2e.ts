import { connect } from "node:net";
import { expect, test } from "vitest";
import { startServer } from "../start-server.ts";
import { databaseProcesses } from "./processes.ts";

/** A request whose body is held back until `finish`, so that it is under way for as long as the test wants. */
async function slowRequest(port: number) {
  const body = JSON.stringify({ slow: true });
  const socket = connect(port, "127.0.0.1");
  const answer: Buffer[] = [];
  socket.on("data", (chunk) => answer.push(chunk));
  const closed = new Promise<string>((resolve, reject) => {
    socket.once("close", () => resolve(Buffer.concat(answer).toString("utf8")));
    socket.once("error", reject);
  });
  const head = [
    "POST /v1/vault_0123456789abcdef/enroll/register HTTP/1.1",
    `Host: localhost:${port}`,
    "Content-Type: application/json",
    `Content-Length: ${body.length}`,
    "",
    body.slice(0, 5),
  ];
  await new Promise<void>((resolve) => socket.write(head.join("\r\n"), () => resolve()));
  return {
    finish() {
      socket.write(body.slice(5));
      return closed;
    },
  };
}

const stopping = (run: { stdout(): string }) => eventually(() => run.stdout().includes("Stopping"));

async function eventually(question: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await question()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("it never came true");
}

const isRefused = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(false);
    });
    socket.once("error", () => resolve(true));
  });

test("Ctrl-C takes no new request, finishes the one under way, and a second Ctrl-C changes nothing", async () => {
  const server = await startServer();
  // An answered request first, so that the slow one is known to be with the server when the signal comes.
  expect((await fetch(`${server.url}/v1/health`)).status).toBe(200);
  const slow = await slowRequest(server.port);
  await fetch(`${server.url}/v1/health`);
  server.run.child.kill("SIGINT");
  await stopping(server.run);
  await eventually(() => isRefused(server.port));
  server.run.child.kill("SIGINT");
  const answer = await slow.finish();
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(await server.run.ended).toBe(0);
  expect(databaseProcesses(server.dataDir)).toEqual([]);
  await server.stop();
});

test.each(["SIGTERM", "SIGHUP"] as const)("%s stops as cleanly", async (signal) => {
  const server = await startServer();
  server.run.child.kill(signal);
  expect(await server.run.ended).toBe(0);
  expect(databaseProcesses(server.dataDir)).toEqual([]);
  await server.stop();
});
