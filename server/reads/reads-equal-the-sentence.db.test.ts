import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { AppError } from "#lib/errors.ts";
import { rounds } from "../testing/rounds.ts";
import { mayRelease } from "../testing/worlds/may-release.ts";
import { worldsWithRequests } from "../testing/worlds/world.ts";
import { worldPlane } from "../testing/worlds/world-plane.ts";
import { readSecret } from "./read-secret.ts";

const database = await testDatabase();
const plane = await worldPlane(database);

test("in the database too, a request releases its value if and only if the sentence does (INV-01)", async () => {
  let released = 0;
  await fc.assert(
    fc.asyncProperty(worldsWithRequests, async ({ world, requests }) => {
      const stored = await plane.store(world);
      await Promise.all(
        requests.map(async (request) => {
          const secret = request.secret === null ? null : (stored.secrets[request.secret] ?? null);
          const answer = await plane
            .contextOf(world, stored, request)
            .then((ctx) => readSecret(ctx, secret?.id ?? "sk_nobodys000"))
            .then(
              ({ value }) => value,
              (error: unknown) => (error instanceof AppError && error.status < 500 ? null : String(error)),
            );
          const expected = mayRelease(world, request) ? (secret?.value ?? "nothing") : null;
          if (answer !== expected) expect.fail(JSON.stringify({ answer, expected, request }));
          released += Number(answer !== null);
        }),
      );
    }),
    { numRuns: Math.ceil(rounds.cases / 50) },
  );
  expect(released).toBeGreaterThan(0);
});
