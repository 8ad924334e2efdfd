import fc from "fast-check";
import { expect, test } from "vitest";
import type { Hours } from "#lib/contract/guardrails.ts";
import { rounds } from "../testing/rounds.ts";
import { decided } from "../testing/worlds/decided.ts";
import { type World, type WorldMachine, worldsWithRequests } from "../testing/worlds/world.ts";

const machines = (world: World, change: (machine: WorldMachine) => WorldMachine): World => ({
  ...world,
  machines: world.machines.map(change),
});
const HOURS: Hours = { start: "08:00", end: "18:00", days: ["mon", "wed"], timeZone: "UTC" };

/** Each takes one right away from everyone, or adds one policy. */
const REDUCTIONS: Readonly<Record<string, (world: World) => World>> = {
  "a link less": (world) => machines(world, (m) => ({ ...m, linked: m.linked.slice(1) })),
  "a grant less": (world) => machines(world, (m) => ({ ...m, granted: m.granted.slice(1) })),
  "no approval": (world) => machines(world, (m) => ({ ...m, approvedAt: null })),
  disabled: (world) => machines(world, (m) => ({ ...m, disabledAt: world.now })),
  "an earlier end": (world) =>
    machines(world, (m) => ({ ...m, expiresAt: Math.min(m.expiresAt ?? world.now, world.now) })),
  "a new range": (world) => machines(world, (m) => ({ ...m, sourceCidrs: m.sourceCidrs ?? ["10.0.0.0/8"] })),
  "a range less": (world) => machines(world, (m) => ({ ...m, sourceCidrs: m.sourceCidrs?.slice(1) ?? null })),
  "new hours": (world) => machines(world, (m) => ({ ...m, hours: m.hours ?? HOURS })),
  "a day less": (world) =>
    machines(world, (m) => ({ ...m, hours: m.hours && { ...m.hours, days: m.hours.days.slice(1) } })),
  "in the trash": (world) => ({
    ...world,
    secrets: world.secrets.map((s) => ({ ...s, deletedAt: world.now })),
  }),
  "more nonces forgotten": (world) => ({ ...world, forgottenUntil: world.forgottenUntil + 1 }),
};

test.each(Object.entries(REDUCTIONS))("%s never turns a refusal into a release (INV-03)", (_, reduce) => {
  let lost = 0;
  fc.assert(
    fc.property(worldsWithRequests, ({ world, requests }) => {
      const less = reduce(world);
      for (const request of requests) {
        const [before, after] = [decided(world, request).allowed, decided(less, request).allowed];
        if (after && !before) expect.fail(JSON.stringify(request));
        lost += Number(before && !after);
      }
    }),
    { numRuns: Math.ceil(rounds.cases / 10) },
  );
  expect(lost, "it takes something away from somebody").toBeGreaterThan(0);
});
