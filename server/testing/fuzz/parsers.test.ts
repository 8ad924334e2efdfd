import { expect, test } from "vitest";
import { isDeep, rounds } from "../rounds.ts";
import { runParsers } from "./run-parsers.ts";

test(
  `no parser is surprised, slow or changed by ${rounds.cases} odd inputs each`,
  () => {
    const reports = runParsers({ seed: 20_261_121, cases: rounds.cases });
    expect(reports.filter(({ problem }) => problem !== null)).toEqual([]);
    for (const { cases } of reports) expect(cases).toBe(rounds.cases);
  },
  isDeep ? 1_800_000 : 60_000,
);
