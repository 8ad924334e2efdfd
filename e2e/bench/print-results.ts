import type { Results } from "./results.ts";

const ROUNDED = 100;

/** One object on one line, which is all that standard output holds. */
export function printJson(results: Results): void {
  const rounded = Object.entries(results).map(([key, value]) => [
    key,
    value === null || !Number.isFinite(value) ? null : Math.round(value * ROUNDED) / ROUNDED,
  ]);
  process.stdout.write(`${JSON.stringify(Object.fromEntries(rounded))}\n`);
}

const WIDTHS = [36, 10, 9, 9, 10, 10, 10];
const line = (cells: readonly string[]) =>
  `${cells.map((cell, index) => (index === 0 ? cell.padEnd(WIDTHS[0] ?? 0) : cell.padStart(WIDTHS[index] ?? 0))).join("")}\n`;
const text = (value: number | null | undefined, digits: number) =>
  value == null || !Number.isFinite(value) ? "n/a" : value.toFixed(digits);

const LOADS: readonly [string, string][] = [
  ["reads1", "signed reads, 1 client"],
  ["reads16", "signed reads, 16 clients"],
  ["reads64", "signed reads, 64 clients"],
  ["pgbench16", "pgbench, one statement, 16 clients"],
  ["nextRoute16", "bare Next route, 16 clients"],
  ["nodeHttp16", "bare node:http, 16 clients"],
];

const SINGLES: readonly [string, string, number, string][] = [
  ["reads16OverPgbench", "reads over pgbench", 2, "×"],
  ["reads16OverNextRoute", "reads over the bare Next route", 2, "×"],
  ["reads16OverNodeHttp", "reads over bare node:http", 2, "×"],
  ["enrollmentsPerSecond", "enrollments, 16 clients", 0, "per s"],
  ["export50OverRead", "export of 50 secrets, in reads", 1, "×"],
  ["export1000OverRead", "export of 1,000 secrets, in reads", 1, "×"],
  ["initScriptMs", "sikkerkey-init.sh, whole", 0, "ms"],
  ["initScriptEnrollMs", "  enroll", 0, "ms"],
  ["initScriptDownloadMs", "  download", 0, "ms"],
  ["initScriptInstallMs", "  npm install", 0, "ms"],
  ["initScriptExportMs", "  export", 0, "ms"],
  ["coldGetMs", "sikkerkey get, start to value", 0, "ms"],
  ["agedReads16PerSecond", "aged: signed reads, 16 clients", 0, "per s"],
  ["agedPgbench16PerSecond", "aged: pgbench", 0, "per s"],
  ["agedReads16OverPgbench", "aged: reads over pgbench", 2, "×"],
  ["agedRatioChangePercent", "aged: change of that ratio", 1, "%"],
  ["soakMinutes", "soak", 1, "min"],
  ["soakReadsPerSecond", "soak: signed reads", 0, "per s"],
  ["soakFirstMb", "soak: memory of the app, first", 0, "MB"],
  ["soakMaxMb", "soak: memory of the app, most", 0, "MB"],
  ["soakSlopeMbPerMinute", "soak: slope of its second half", 2, "MB/min"],
];

/** The same for people. */
export function printTable(results: Results): void {
  if ("reads16PerSecond" in results) {
    process.stdout.write(`\n${line(["", "per s", "p50 ms", "p99 ms", "app µs", "PG µs", "client µs"])}`);
    for (const [key, label] of LOADS) {
      const times = [`${key}P50Ms`, `${key}P99Ms`].map((name) => text(results[name], 1));
      const costs = ["App", "Postgres", "Client"].map((who) => text(results[`${key}${who}Micros`], 0));
      process.stdout.write(line([label, text(results[`${key}PerSecond`], 0), ...times, ...costs]));
    }
  }
  process.stdout.write("\n");
  for (const [key, label, digits, unit] of SINGLES)
    if (key in results)
      process.stdout.write(`${line([label, text(results[key], digits)]).trimEnd()} ${unit}\n`);
}
