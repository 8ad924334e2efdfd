import fc from "fast-check";
import { type Hours, WEEKDAYS, type Weekday } from "#lib/contract/guardrails.ts";

/** All instants are in milliseconds since 1970. Places in the lists stand for ids; rights are sets of places. */
export type World = {
  readonly projects: readonly { readonly vault: number }[];
  readonly secrets: readonly WorldSecret[];
  readonly machines: readonly WorldMachine[];
  /** The database's clock. */
  readonly now: number;
  /** Nonces of this instant and earlier may have been forgotten. */
  readonly forgottenUntil: number;
};

export type WorldSecret = { readonly project: number; readonly deletedAt: number | null };

export type WorldMachine = {
  readonly vault: number;
  readonly approvedAt: number | null;
  readonly disabledAt: number | null;
  readonly expiresAt: number | null;
  readonly sourceCidrs: string[] | null;
  readonly hours: Hours | null;
  readonly linked: readonly number[];
  readonly granted: readonly number[];
};

/** One signed request for one secret; `secret` is null for an id that nobody has. */
export type WorldRequest = {
  readonly machine: number;
  readonly secret: number | null;
  /** Whose key signed it. */
  readonly signer: number;
  readonly timestampSeconds: number;
  readonly isFirstUse: boolean;
  readonly sourceIp: string;
  readonly isSourceCertain: boolean;
};

export const MAX = { vaults: 3, projects: 4, secrets: 6, machines: 6 } as const;

/** Time zones without changes of the clock, by minutes east of UTC: a second way to tell the time needs no table. */
export const ZONES = { UTC: 0, "Asia/Kolkata": 330, "Pacific/Kiritimati": 840, "Etc/GMT+12": -720 } as const;

const [MINUTE, HOUR] = [60_000, 3_600_000];
const A_MONDAY = Date.UTC(2026, 0, 5);

/** Half of all rights are whole, so that a release is no rare case. */
const places = (count: number) =>
  fc.oneof(
    fc.constant(Array.from({ length: count }, (_, at) => at)),
    fc.subarray(Array.from({ length: count }, (_, at) => at)),
  );
const mostly = <T>(usual: T, ...others: fc.Arbitrary<T>[]) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constant(usual) },
    ...others.map((arbitrary) => ({ weight: 1, arbitrary })),
  );
const edge = (at: number) => fc.constantFrom(-1, 0, 1).map((step) => at + step);

const cidrs = fc.subarray(["10.0.0.0/8", "192.0.2.0/24", "192.0.2.7/32", "0.0.0.0/0"], { minLength: 1 });
const sources = fc.constantFrom(
  "192.0.2.7",
  "192.0.2.8",
  "192.0.3.0",
  "10.0.0.0",
  "10.255.255.255",
  "11.0.0.0",
);

function hoursAround(minute: number): fc.Arbitrary<Hours> {
  const zone = fc.constantFrom(...(Object.keys(ZONES) as (keyof typeof ZONES)[]));
  const step = fc.constantFrom(-90, -1, 0, 1, 90);
  const days = fc.oneof(
    fc.constant<Weekday[]>([...WEEKDAYS]),
    fc.subarray<Weekday>([...WEEKDAYS], { minLength: 1 }),
  );
  return fc.record({ zone, from: step, to: step, days }).map(({ zone, from, to, days }) => {
    const clock = (by: number) => {
      const at = (((minute / MINUTE + ZONES[zone] + by) % 1440) + 1440) % 1440;
      return [Math.floor(at / 60), at % 60].map((part) => String(part).padStart(2, "0")).join(":");
    };
    return { start: clock(from), end: clock(to), days, timeZone: zone };
  });
}

function machineAt(now: number, minute: number, vaults: number): fc.Arbitrary<WorldMachine> {
  const never = fc.constant(null);
  return fc.record({
    vault: fc.nat(vaults - 1),
    approvedAt: mostly<number | null>(now - HOUR, edge(now), edge(now), never),
    disabledAt: mostly<number | null>(null, edge(now)),
    expiresAt: mostly<number | null>(now + HOUR, edge(now), edge(now), never),
    sourceCidrs: mostly<string[] | null>(null, cidrs, cidrs),
    hours: mostly<Hours | null>(null, hoursAround(minute), hoursAround(minute)),
    linked: places(MAX.projects),
    granted: places(MAX.secrets),
  });
}

/** Up to three vaults; its clock stands within a millisecond of a whole minute, and every edge within one of its clock. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    minutes: fc.nat(7 * 1440),
    step: fc.constantFrom(-1, 0, 1),
    vaults: fc.integer({ min: 1, max: MAX.vaults }),
  })
  .chain(({ minutes, step, vaults }) => {
    const minute = A_MONDAY + minutes * MINUTE;
    const now = minute + step;
    const trash = mostly<number | null>(null, edge(now), edge(now));
    return fc.record({
      projects: fc.array(fc.record({ vault: fc.nat(vaults - 1) }), {
        minLength: MAX.projects,
        maxLength: MAX.projects,
      }),
      secrets: fc.array(fc.record({ project: fc.nat(MAX.projects - 1), deletedAt: trash }), {
        minLength: MAX.secrets,
        maxLength: MAX.secrets,
      }),
      machines: fc.array(machineAt(now, minute, vaults), {
        minLength: MAX.machines,
        maxLength: MAX.machines,
      }),
      now: fc.constant(now),
      forgottenUntil: mostly(now - 24 * HOUR, edge(minute), edge(minute - 300_000)),
    });
  });

/** How one request is sent to a world whose clock says `now`: mostly well, else wrong in a way of its own. */
const requestsAt = (now: number, machine: number, secret: number): fc.Arbitrary<WorldRequest> => {
  const second = Math.round(now / MINUTE) * 60;
  const late = fc.constantFrom(-301, -300, -299, -1, 1, 299, 300, 301).map((by) => second + by);
  return fc.record({
    machine: fc.constant(machine),
    secret: mostly<number | null>(secret, fc.constant(null)),
    signer: mostly(machine, fc.nat(MAX.machines - 1)),
    timestampSeconds: mostly(second, late, late),
    isFirstUse: mostly(true, fc.constant(false)),
    sourceIp: sources,
    isSourceCertain: mostly(true, fc.constant(false)),
  });
};

/** A world, and a request of each of its machines for each of its secrets. */
export const worldsWithRequests = worlds.chain((world) =>
  fc
    .tuple(
      ...world.machines.flatMap((_, machine) =>
        world.secrets.map((_, secret) => requestsAt(world.now, machine, secret)),
      ),
    )
    .map((requests) => ({ world, requests })),
);
