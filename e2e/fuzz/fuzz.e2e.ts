import { expect, test } from "vitest";
import { isDeep } from "#server/testing/rounds.ts";
import { runFuzz } from "./run-fuzz.ts";

const CASES = isDeep ? 5_000 : 200;

test(
  `${CASES} odd requests of each kind: no 5xx, no value, no long thought, and it still serves`,
  async () => {
    const { reports, aftermath } = await runFuzz({ seed: 3, cases: CASES, until: Number.POSITIVE_INFINITY });
    expect(reports.filter(({ problem }) => problem !== null)).toEqual([]);
    for (const { cases } of reports) expect(cases).toBe(CASES);
    expect(aftermath).toEqual([]);
  },
  isDeep ? 1_800_000 : 180_000,
);
