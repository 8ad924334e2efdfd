import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../testing/rounds.ts";
import { decided } from "../testing/worlds/decided.ts";
import { mayRelease } from "../testing/worlds/may-release.ts";
import { worldsWithRequests } from "../testing/worlds/world.ts";

test("the tables release what the sentence releases, in any world and at every edge (INV-01)", () => {
  let [released, asked] = [0, 0];
  fc.assert(
    fc.property(worldsWithRequests, ({ world, requests }) => {
      for (const request of requests) {
        const isReleased = decided(world, request).allowed;
        if (isReleased !== mayRelease(world, request)) expect.fail(JSON.stringify({ isReleased, request }));
        asked += 1;
        released += Number(isReleased);
      }
    }),
    { numRuns: rounds.cases },
  );
  // Neither answer is rare, or the worlds would show nothing.
  expect(released / asked).toBeGreaterThan(0.02);
  expect(released / asked).toBeLessThan(0.5);
});
