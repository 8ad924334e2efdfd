import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { GET } from "#app/v1/health/route.ts";
import { findNewestMigration } from "#db/queries/migrations.ts";
import { testDatabase } from "#db/testing/test-database.ts";
import { makeMachineKeys } from "../access/machine-keys.ts";
import { makeRequestMeter } from "../access/request-meter.ts";
import { makeKeyring } from "../crypto/make-keyring.ts";
import { FACTS_HEADER, signFacts } from "../gate/facts.ts";
import { makeLog } from "../log.ts";
import { makeReadQueue } from "../reads/make-read-queue.ts";
import { installServices } from "../services.ts";
import { testConfig } from "../testing/test-config.ts";

const world = await testDatabase({ max: 2 });
const newestMigration = (await findNewestMigration(world.db)) ?? 0;
const gateKey = randomBytes(32);
const lines: string[] = [];
const none = { name: "", version: "", file: "", sha256: "", integrity: "", shasum: "", manifest: {} };

installServices({
  config: testConfig,
  db: world.db,
  sql: world.sql,
  keyring: makeKeyring(randomBytes(32)),
  log: makeLog(
    (line) => lines.push(line),
    () => new Date(0),
  ),
  gateKey,
  pageOutcomes: new AsyncLocalStorage(),
  machineKeys: makeMachineKeys(),
  meter: makeRequestMeter(testConfig.requestsPerSecond),
  readQueue: makeReadQueue(world.sql),
  packages: { release: "", cli: none, list: () => [], read: () => null },
  newestMigration,
});

async function ask(isLoopback: boolean) {
  const peer = isLoopback ? "127.0.0.1" : "192.0.2.9";
  const facts = {
    peer,
    peerSource: "socket",
    isLoopback,
    requestId: "req-1",
    target: "/v1/health",
    nonce: null,
  } as const;
  const request = new Request("http://gate.invalid/v1/health", {
    headers: { [FACTS_HEADER]: signFacts(facts, gateKey) },
  });
  const answer = await GET(request, { params: Promise.resolve({}) });
  return { status: answer.status, body: await answer.json() };
}

afterEach(() => {
  lines.length = 0;
});

test("a process with its database and every migration is ok, and logs nothing", async () => {
  expect(await ask(false)).toEqual({ status: 200, body: { status: "ok" } });
  expect(lines).toEqual([]);
});

test("a missing migration makes it unavailable: the cause is in the log, and in the body on this machine only", async () => {
  await world.ownerSql`update "__drizzle_migrations" set created_at = created_at - 1`;
  expect(await ask(false)).toEqual({ status: 503, body: { status: "unavailable" } });
  expect(await ask(true)).toEqual({
    status: 503,
    body: { status: "unavailable", cause: expect.stringContaining("lacks migrations") },
  });
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain("lacks migrations");
  await world.ownerSql`update "__drizzle_migrations" set created_at = created_at + 1`;
});

test("a database that went away makes it unavailable, and no connection text is told", async () => {
  await world.sql.end();
  const { status, body } = await ask(true);
  expect(status).toBe(503);
  expect(body).toMatchObject({ status: "unavailable", cause: expect.stringContaining("does not answer") });
  expect(JSON.stringify(body) + lines.join("")).not.toContain(new URL(world.url).password);
});
