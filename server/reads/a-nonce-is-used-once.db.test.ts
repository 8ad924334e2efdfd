import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { AppError } from "#lib/errors.ts";
import type { MachineContext, ReadQueue } from "../access/machine-context.ts";
import { aMachineContext, aStoredMachine, aStoredProject, aStoredSecret } from "../testing/a-machine.ts";
import { aSystemContext, aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { frozenClock } from "../testing/worlds/frozen-clock.ts";
import { exportSecrets } from "./export-secrets.ts";
import { forgetNonces } from "./forget-nonces.ts";
import { listReadableSecrets } from "./list-readable-secrets.ts";
import { makeReadQueue } from "./make-read-queue.ts";
import { readSecret } from "./read-secret.ts";

const database = await testDatabase();
const clock = await frozenClock(database);
const owner = await aUserContext(database);
const projectId = await aStoredProject(owner);
const secret = await aStoredSecret(owner, projectId);
const machine = await aStoredMachine(owner, {
  ...{ projectIds: [projectId], secretIds: [secret.id], expiresAt: null, kind: "long_lived" },
});

// Four ways in: the queues of two processes, and two routes that decide by themselves.
const queues: readonly ReadQueue[] = [makeReadQueue(database.sql), makeReadQueue(database.sql)];
const DOORS: readonly ((ctx: MachineContext) => Promise<unknown>)[] = [
  ...queues.map((readQueue) => (ctx: MachineContext) => readSecret({ ...ctx, readQueue }, secret.id)),
  (ctx) => exportSecrets(ctx, {}),
  (ctx) => listReadableSecrets(ctx, null),
];

type Step =
  | { readonly kind: "clock"; readonly by: number }
  | { readonly kind: "sweep" }
  | { readonly kind: "send"; readonly doors: readonly number[]; readonly later: number };

const send = (later: fc.Arbitrary<number>) =>
  fc.record({
    kind: fc.constant("send" as const),
    doors: fc.array(fc.nat(DOORS.length - 1), { minLength: 1, maxLength: 4 }),
    later,
  });
const tick = fc.record({
  kind: fc.constant("clock" as const),
  by: fc.constantFrom(-1200, -661, -361, -301, -60, 1, 60, 299, 301, 359, 361, 662, 1200),
});
const sweep = fc.record({ kind: fc.constant("sweep" as const) });
// Far enough ahead that everything may be forgotten, and back to where a copy would be fresh.
const trip: fc.Arbitrary<Step[]> = fc.constant([
  { kind: "clock", by: 1200 },
  { kind: "sweep" },
  { kind: "clock", by: -1200 },
]);

// The machine is approved before any of them.
const BEGIN = Date.now() + 86_400_000;

/** How many of all these requests with one nonce were not the one 401. */
async function accepted(skew: number, steps: readonly Step[]): Promise<number> {
  const nonce = randomBytes(16).toString("base64");
  let [now, count] = [BEGIN, 0];
  await clock.set(now);
  await database.ownerSql`update nonce_watermark set refused_before = ${new Date(now - 86_400_000)}`;
  for (const step of steps) {
    if (step.kind === "clock") {
      now += step.by * 1000;
      await clock.set(now);
    } else if (step.kind === "sweep") await forgetNonces(aSystemContext(database), 5_000);
    else {
      const ctx = aMachineContext(owner, machine);
      const timestampSeconds = Math.floor(BEGIN / 1000) + skew + step.later;
      const copy = { ...ctx, proof: { ...ctx.proof, nonce, timestampSeconds } };
      const answers = await Promise.allSettled(step.doors.map((door) => DOORS[door]?.(copy)));
      for (const answer of answers) {
        const isRefused = answer.status === "rejected";
        if (isRefused && !(answer.reason instanceof AppError)) throw answer.reason;
        count += Number(!isRefused || answer.reason.code !== "unauthenticated");
      }
    }
  }
  return count;
}

async function atMostOne(steps: fc.Arbitrary<readonly Step[]>): Promise<void> {
  let released = 0;
  const skews = fc.constantFrom(-300, -299, 0, 299, 300);
  await fc.assert(
    fc.asyncProperty(skews, fc.array(steps, { minLength: 2, maxLength: 14 }), async (skew, list) => {
      const count = await accepted(skew, list.flat());
      expect(count).toBeLessThanOrEqual(1);
      released += count;
    }),
    { numRuns: Math.ceil(rounds.cases / 50) },
  );
  expect(released).toBeGreaterThan(0);
}

test("a captured request is good once, whatever the clock, the sweeps and the processes do (INV-10)", () => {
  const one = fc.oneof({ weight: 3, arbitrary: send(fc.constant(0)) }, tick, { weight: 2, arbitrary: sweep });
  return atMostOne(fc.oneof({ weight: 4, arbitrary: one.map((step) => [step]) }, trip));
});

test("a nonce under other timestamps is good once for as long as it is remembered (INV-10)", () => {
  const one = fc.oneof({ weight: 3, arbitrary: send(fc.constantFrom(0, 1, 60, 300, -300)) }, tick);
  return atMostOne(one.map((step) => [step]));
});
