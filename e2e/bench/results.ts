import { type Figures, median, medianFigures, medianRatio } from "./figures.ts";
import type { RowName } from "./rows.ts";
import type { InitScriptTimes } from "./time-init-script.ts";

export type Measured = Readonly<Record<RowName, readonly Figures[]>>;
/** One value of the report by its camelCase key; null is n/a. */
export type Results = Record<string, number | null>;

const READS = ["reads1", "reads16", "reads64"] as const;
const OTHERS = ["pgbench16", "nextRoute16", "nodeHttp16"] as const;

const rateOf = (rounds: readonly Figures[]) => median(rounds.map(({ perSecond }) => perSecond));

/** How often the time of one read alone a request takes, both with one client in the same round. */
const timesOneRead = (rows: Measured, name: "export50" | "export1000") =>
  medianRatio(rows.reads1, rows[name]);

export function tableResults(rows: Measured): Results {
  const results: Results = {};
  const put = (prefix: string, figures: Figures) => {
    for (const [key, value] of Object.entries(figures))
      results[`${prefix}${key[0]?.toUpperCase()}${key.slice(1)}`] = value;
  };
  for (const name of READS) put(name, medianFigures(rows[name]));
  for (const name of OTHERS) results[`${name}PerSecond`] = rateOf(rows[name]);
  return {
    ...results,
    pgbench16PostgresMicros: median(rows.pgbench16.map(({ postgresMicros }) => postgresMicros)),
    reads16OverPgbench: medianRatio(rows.reads16, rows.pgbench16),
    reads16OverNextRoute: medianRatio(rows.reads16, rows.nextRoute16),
    reads16OverNodeHttp: medianRatio(rows.reads16, rows.nodeHttp16),
    enrollmentsPerSecond: rateOf(rows.enrollments16),
    export50OverRead: timesOneRead(rows, "export50"),
    export1000OverRead: timesOneRead(rows, "export1000"),
  };
}

export function clientResults({ total, parts }: InitScriptTimes, coldGetMs: number): Results {
  return {
    initScriptMs: total,
    initScriptEnrollMs: parts.enroll,
    initScriptDownloadMs: parts.download,
    initScriptInstallMs: parts.install,
    initScriptExportMs: parts.export,
    coldGetMs,
  };
}
