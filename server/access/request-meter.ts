import { RecentMap } from "./recent-map.ts";

/** With a forgotten machine at most one second of its requests is forgotten. */
const MAX_MACHINES = 20_000;

/** Of a machine's budget per second, what each process lets in without asking the database. */
const UNMETERED_SHARE = 0.1;

export type RequestMeter = {
  /** Whether this request has to be counted in the row that all processes share. Counts it here. */
  isMetered(machineId: string, now: Date): boolean;
  /** Whether the `used`th counted request of a second is still within the budget. */
  isWithin(used: number): boolean;
};

/**
 * A machine's requests per second. Counting each in a row would make all reads of one machine queue behind each other, so a
 * tenth of the budget is free in each process and only what comes on top is counted in the database: the limit holds for
 * all processes together, give or take that tenth of each.
 */
export function makeRequestMeter(perSecond: number): RequestMeter {
  const free = Math.floor(perSecond * UNMETERED_SHARE);
  const seconds = new RecentMap<{ readonly second: number; readonly count: number }>(MAX_MACHINES);
  return {
    isMetered(machineId, now) {
      const second = Math.floor(now.getTime() / 1000);
      const known = seconds.get(machineId);
      const count = known?.second === second ? known.count + 1 : 1;
      seconds.set(machineId, { second, count });
      return count > free;
    },
    isWithin: (used) => used <= perSecond - free,
  };
}
