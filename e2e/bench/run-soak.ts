import { setTimeout as pause } from "node:timers/promises";
import { residentMegabytesOf } from "./process-facts.ts";
import type { Results } from "./results.ts";
import type { Row } from "./rows.ts";

const SAMPLE_MS = 10_000;
const WINDOW_SECONDS = 20;

type Sample = { readonly minute: number; readonly megabytes: number };

/** Least-squares slope in megabytes a minute. */
export function slopeOf(samples: readonly Sample[]): number | null {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [minute, megabytes] = [mean(samples.map((s) => s.minute)), mean(samples.map((s) => s.megabytes))];
  const spread = samples.reduce((sum, s) => sum + (s.minute - minute) ** 2, 0);
  const together = samples.reduce((sum, s) => sum + (s.minute - minute) * (s.megabytes - megabytes), 0);
  return spread === 0 ? null : together / spread;
}

/** Reads at sixteen clients, window after window, with the app's resident memory every ten seconds on standard error. */
export async function runSoak(reads16: Row, appPid: number, minutes: number): Promise<Results> {
  const samples: Sample[] = [];
  const start = performance.now();
  const now = () => (performance.now() - start) / 60_000;
  const watching = new AbortController();
  const watched = watch();
  const rates: number[] = [];
  while (now() < minutes) rates.push((await reads16(WINDOW_SECONDS))?.perSecond ?? 0);
  watching.abort();
  await watched;
  const half = samples.filter(({ minute }) => minute >= now() / 2);
  return {
    soakMinutes: now(),
    soakReadsPerSecond: rates.reduce((sum, rate) => sum + rate, 0) / rates.length,
    soakFirstMb: samples[0]?.megabytes ?? null,
    soakMaxMb: samples.length > 0 ? Math.max(...samples.map(({ megabytes }) => megabytes)) : null,
    soakSlopeMbPerMinute: slopeOf(half),
  };

  async function watch(): Promise<void> {
    while (!watching.signal.aborted) {
      const megabytes = residentMegabytesOf(appPid);
      if (megabytes !== null) {
        samples.push({ minute: now(), megabytes });
        process.stderr.write(`soak: ${now().toFixed(1)} min, ${megabytes.toFixed(0)} MB\n`);
      }
      await pause(SAMPLE_MS, undefined, { signal: watching.signal }).catch(() => {});
    }
  }
}
