import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { AppError } from "#lib/errors.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { rounds } from "../testing/rounds.ts";
import { mayRelease } from "../testing/worlds/may-release.ts";
import { worldsWithRequests } from "../testing/worlds/world.ts";
import { worldPlane } from "../testing/worlds/world-plane.ts";
import { exportSecrets } from "./export-secrets.ts";
import { listReadableSecrets } from "./list-readable-secrets.ts";
import { pollSecrets } from "./poll-secrets.ts";
import { readSecret } from "./read-secret.ts";

const database = await testDatabase();
const plane = await worldPlane(database);

/** What was answered, or the code of the refusal. */
const outcome = <T>(work: Promise<T>): Promise<T | string> =>
  work.catch((error: unknown) => {
    if (error instanceof AppError && error.status < 500) return error.code;
    throw error;
  });

const rowsOf = async (requestId: string) => {
  const rows = await database.sql<{ secret_id: string }[]>`
    select secret_id from audit_events where request_id = ${requestId} and action = 'secret.read' and outcome = 'allowed'`;
  return rows.map((row) => row.secret_id).toSorted();
};
const sorted = (ids: readonly string[]) => ids.toSorted();

test("export, list and poll say of each secret what a single read says, and each value has one row (INV-02)", async () => {
  const released = { singles: 0, exported: 0 };
  await fc.assert(
    fc.asyncProperty(worldsWithRequests, async ({ world, requests }) => {
      const stored = await plane.store(world);
      const known = stored.secrets.map(({ id }) => id);
      const projectOf = new Map(
        known.map((id, at) => [id, stored.projects[world.secrets[at]?.project ?? -1]]),
      );
      // Each machine asks for everything in one and the same way.
      const ways = requests.filter(({ secret }) => secret === 0);
      for (const way of ways) {
        const ask = async <T>(work: (ctx: MachineContext) => Promise<T>) => {
          const ctx = await plane.contextOf(world, stored, way).catch((error: unknown) => {
            if (error instanceof AppError) return null;
            throw error;
          });
          if (ctx === null) return { answer: "unauthenticated", rows: [] };
          return { answer: await outcome(work(ctx)), rows: await rowsOf(ctx.requestId) };
        };
        const singles = new Map<string, string>();
        const refusals = new Map<string, string>();
        for (const [secret, { id, value }] of stored.secrets.entries()) {
          const { answer, rows } = await ask((ctx) => readSecret(ctx, id));
          const isReleased = typeof answer !== "string";
          expect(isReleased).toBe(mayRelease(world, { ...way, secret }));
          expect(rows).toEqual(isReleased ? [id] : []);
          if (isReleased) expect(answer.value).toBe(value);
          isReleased ? singles.set(id, value) : refusals.set(id, answer);
        }
        released.singles += singles.size;

        const whole = await ask((ctx) => exportSecrets(ctx, {}));
        const isRefused = typeof whole.answer === "string";
        if (typeof whole.answer === "string")
          expect([...refusals.values()]).toEqual(known.map(() => whole.answer));
        else expect(new Map(whole.answer.map(({ id, value }) => [id, value]))).toEqual(singles);
        expect(whole.rows).toEqual(sorted([...singles.keys()]));
        released.exported += whole.rows.length;

        for (const projectId of stored.projects) {
          const { answer, rows } = await ask((ctx) => exportSecrets(ctx, { projectId }));
          const here = [...singles.keys()].filter((id) => projectOf.get(id) === projectId);
          if (typeof answer === "string") expect([answer, here]).toEqual([answer, []]);
          else expect(sorted(answer.map(({ id }) => id))).toEqual(sorted(here));
          expect(rows).toEqual(sorted(here));
        }

        const listed = await ask((ctx) => listReadableSecrets(ctx, null));
        const polled = await ask((ctx) => pollSecrets(ctx, { watch: known }));
        expect([...listed.rows, ...polled.rows]).toEqual([]);
        if (isRefused) {
          expect([listed.answer, polled.answer]).toEqual([whole.answer, whole.answer]);
        } else {
          const names = typeof listed.answer === "string" ? [] : listed.answer.map(({ id }) => id);
          expect(sorted(names)).toEqual(sorted([...singles.keys()]));
          const expected = [...refusals].map(([id, code]) => [
            id,
            { status: code === "secret_deleted" ? "deleted" : "access_denied" },
          ]);
          expect(polled.answer).toEqual({ changes: Object.fromEntries(expected) });
        }
      }
    }),
    { numRuns: Math.ceil(rounds.cases / 200) },
  );
  expect(released.singles).toBeGreaterThan(0);
  expect(released.exported).toBe(released.singles);
});
