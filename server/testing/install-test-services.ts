import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import type { TestDatabase } from "#db/testing/test-database.ts";
import { makeMachineKeys } from "../access/machine-keys.ts";
import { makeRequestMeter } from "../access/request-meter.ts";
import { makeKeyring } from "../crypto/make-keyring.ts";
import { FACTS_HEADER, signFacts } from "../gate/facts.ts";
import { makeLog } from "../log.ts";
import { makeReadQueue } from "../reads/make-read-queue.ts";
import { installServices, type Services } from "../services.ts";
import { testConfig } from "./test-config.ts";

const none = { name: "", version: "", file: "", sha256: "", integrity: "", shasum: "", manifest: {} };
const noPackages: Services["packages"] = { release: "1.0.0", cli: none, list: () => [], read: () => null };

/** The process-wide services over a test database, once per test file, and headers as the gate would hand them on. */
export function installTestServices(world: TestDatabase) {
  const gateKey = randomBytes(32);
  const logLines: string[] = [];
  const log = makeLog(
    (line) => logLines.push(line),
    () => new Date(0),
  );
  installServices({
    config: testConfig,
    db: world.db,
    sql: world.sql,
    keyring: makeKeyring(randomBytes(32)),
    log,
    machineKeys: makeMachineKeys(),
    meter: makeRequestMeter(testConfig.requestsPerSecond),
    readQueue: makeReadQueue(world.sql),
    gateKey,
    pageOutcomes: new AsyncLocalStorage(),
    packages: noPackages,
    newestMigration: 0,
  });
  const facts = (peer: string) =>
    signFacts(
      { peer, peerSource: "socket", isLoopback: false, requestId: "req-test", target: "/", nonce: null },
      gateKey,
    );
  return {
    logLines,
    /** Headers of a request of our own pages, as a browser sends them; null leaves one out. */
    pageHeaders(change: Record<string, string | null> = {}, peer = "192.0.2.9"): Headers {
      const sent = {
        [FACTS_HEADER]: facts(peer),
        origin: testConfig.baseUrl,
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
        "x-sikkerkey-app": "1",
        "user-agent": "test",
        ...change,
      };
      return new Headers(Object.entries(sent).filter((pair): pair is [string, string] => pair[1] !== null));
    },
  };
}
