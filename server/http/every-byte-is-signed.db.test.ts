import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { AppError } from "#lib/errors.ts";
import { SIGNED_HEADERS } from "#lib/protocol/signed-request.ts";
import { makeMachineKeys } from "../access/machine-keys.ts";
import { makeRequestMeter } from "../access/request-meter.ts";
import { makeReadQueue } from "../reads/make-read-queue.ts";
import { aStoredMachine } from "../testing/a-machine.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { isDeep } from "../testing/rounds.ts";
import { signedHeaders } from "../testing/test-machine.ts";
import { machineContext } from "./machine-context.ts";

const world = await testDatabase();
const owner = await aUserContext(world);
const machine = await aStoredMachine(owner);
const plane = {
  machineKeys: makeMachineKeys(),
  meter: makeRequestMeter(1_000_000),
  readQueue: makeReadQueue(world.sql),
};

/** The parts of a request that mean something, each as its bytes. */
type Parts = Readonly<Record<string, Buffer>>;

/** Who the request is from, or its refusal; null for bytes that cannot stand in a header, which no parser lets through. */
async function sender({ method, target, body, ...headers }: Parts): Promise<string | null> {
  const lines = Object.entries(headers).map(([name, bytes]) => [name, bytes.toString("latin1")] as const);
  // HTTP trims blanks around a value: such a line says what it said before.
  if (lines.some(([, value]) => /[\0\r\n]|^[ \t]|[ \t]$/.test(value))) return null;
  const request = {
    method: String(method?.toString("latin1")),
    target: String(target?.toString("latin1")),
    body: body ?? new Uint8Array(),
    headers: new Headers(lines.map(([name, value]): [string, string] => [name, value])),
  };
  try {
    return (await machineContext(aContext(world), request, plane)).actor.machineId;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `${error.status} ${error.code} ${error.message}`;
  }
}
const REFUSED = "401 unauthenticated Authentication failed";

const requests = fc.record({
  method: fc.constantFrom("GET", "POST"),
  path: fc.stringMatching(/^\/v1\/[a-z0-9/_-]{1,40}$/),
  body: fc.oneof(fc.json({ depthSize: "small" }), fc.string({ unit: "binary", maxLength: 60 })),
});
type Request = { method: string; path: string; body: string };

function parts({ method, path, body }: Request): Parts {
  const timestampSeconds = Math.floor(Date.now() / 1000);
  const signable = { machineId: machine.id, key: machine.key, method, path, body, timestampSeconds };
  const headers = Object.entries(signedHeaders(signable)).map(([name, value]) => [name, Buffer.from(value)]);
  return {
    ...{ method: Buffer.from(method), target: Buffer.from(path), body: Buffer.from(body) },
    ...Object.fromEntries(headers),
  };
}

/** Each byte with each of its bits flipped, with another byte instead, gone, and doubled. */
function* changes(bytes: Buffer): Generator<Buffer> {
  for (const [at, byte] of bytes.entries()) {
    const before = bytes.subarray(0, at);
    const after = bytes.subarray(at + 1);
    const [noise = 1] = randomBytes(1);
    const others = [
      ...Array.from({ length: 8 }, (_, bit) => byte ^ (1 << bit)),
      noise === byte ? byte ^ 1 : noise,
    ];
    for (const other of others) yield Buffer.concat([before, Buffer.from([other]), after]);
    yield Buffer.concat([before, after]);
    yield Buffer.concat([before, Buffer.from([byte, byte]), after]);
  }
}

test("any changed byte of an accepted request makes it nobody's (INV-11)", async () => {
  const names = ["method", "target", "body", ...Object.values(SIGNED_HEADERS)];
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const honest = parts(request);
      expect(Object.keys(honest).toSorted()).toEqual(names.toSorted());
      expect(await sender(honest)).toBe(machine.id);
      for (const [name, bytes] of Object.entries(honest))
        for (const changed of changes(bytes)) {
          const answer = await sender({ ...honest, [name]: changed });
          if (answer === null) continue;
          if (answer !== REFUSED) expect.fail(`${name}: ${bytes} as ${changed} is ${answer}`);
          refused += 1;
        }
    }),
    { numRuns: isDeep ? 1_000 : 3 },
  );
  expect(refused).toBeGreaterThan(1_000);
  expect(await world.sql`select from request_nonces union all select from audit_events`).toHaveLength(0);
});
