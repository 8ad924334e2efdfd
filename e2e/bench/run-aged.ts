import { ageLog } from "#db/testing/aged-log.ts";
import type { BenchOptions } from "./options.ts";
import { type Measured, type Results, tableResults } from "./results.ts";
import type { Row } from "./rows.ts";
import { runRounds } from "./run-rounds.ts";

const AGE = { events: 5_000_000, nonces: 1_000_000 };

type Pair = { readonly reads16: Row; readonly pgbench16: Row };
type Parts = {
  readonly pair: Pair;
  readonly ownerUrl: string;
  readonly vaultId: string;
  readonly young: Measured;
  readonly options: BenchOptions;
};

/** Reads and pgbench again over an old log. What counts is their ratio: an old database is slower for both. */
export async function runAged({ pair, ownerUrl, vaultId, young, options }: Parts): Promise<Results> {
  process.stderr.write(`inserting ${AGE.events} audit rows and ${AGE.nonces} nonces\n`);
  await ageLog(ownerUrl, { vaultId, ...AGE });
  await pair.reads16(options.seconds);
  const old = tableResults({ ...young, ...(await runRounds(pair, options)) });
  const [before, after] = [tableResults(young)["reads16OverPgbench"], old["reads16OverPgbench"]];
  return {
    agedReads16PerSecond: old["reads16PerSecond"] ?? null,
    agedReads16P99Ms: old["reads16P99Ms"] ?? null,
    agedPgbench16PerSecond: old["pgbench16PerSecond"] ?? null,
    agedReads16OverPgbench: after ?? null,
    agedRatioChangePercent: before == null || after == null ? null : (after / before - 1) * 100,
  };
}
