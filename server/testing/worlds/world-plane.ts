import { randomBytes } from "node:crypto";
import { requestNonces } from "#db/schema/machines.ts";
import type { TestDatabase } from "#db/testing/test-database.ts";
import type { MachineContext } from "#server/access/machine-context.ts";
import { makeMachineKeys } from "#server/access/machine-keys.ts";
import { makeRequestMeter } from "#server/access/request-meter.ts";
import { machineContext } from "#server/http/machine-context.ts";
import { makeReadQueue } from "#server/reads/make-read-queue.ts";
import { aContext, aUserContext } from "../fixtures.ts";
import { signedHeaders } from "../test-machine.ts";
import { frozenClock } from "./frozen-clock.ts";
import { type StoredWorld, storeWorld } from "./stored-world.ts";
import { MAX, type World, type WorldRequest } from "./world.ts";

const TARGET = "/v1/asked-for-in-a-test";

/** A database whose clock a test sets, vaults for worlds, and the way from a signed request to the machine behind it. */
export async function worldPlane(database: TestDatabase) {
  const clock = await frozenClock(database);
  const owners = await Promise.all(Array.from({ length: MAX.vaults }, () => aUserContext(database)));
  const plane = {
    machineKeys: makeMachineKeys(),
    meter: makeRequestMeter(1_000_000),
    readQueue: makeReadQueue(database.sql),
  };
  return {
    clock,
    owners,
    store: (world: World) => storeWorld({ database, clock, owners }, world),
    /** The machine of a request as the routes find it; throws the one 401 for a wrong signature. */
    async contextOf(world: World, stored: StoredWorld, request: WorldRequest): Promise<MachineContext> {
      const [machine, signer] = [stored.machines[request.machine], stored.machines[request.signer]];
      if (machine === undefined || signer === undefined) throw new Error("no such machine in this world");
      const { timestampSeconds, sourceIp, isSourceCertain } = request;
      const nonce = randomBytes(16).toString("base64");
      if (!request.isFirstUse) {
        const expiresAt = new Date(timestampSeconds * 1000 + 360_000);
        await database.db.insert(requestNonces).values({ machineId: machine.id, nonce, expiresAt });
      }
      const signed = { machineId: machine.id, key: signer.key, path: TARGET, timestampSeconds, nonce };
      const headers = new Headers(signedHeaders(signed));
      const ctx = { ...aContext(database), sourceIp, isSourceCertain, now: new Date(world.now) };
      const sent = { method: "GET", target: TARGET, body: new Uint8Array(), headers };
      return machineContext({ ...ctx, requestId: `req-${nonce}` }, sent, plane);
    },
  };
}
