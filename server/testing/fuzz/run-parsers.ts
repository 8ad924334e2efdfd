import { PARSERS } from "./parsers.ts";
import { drawsOf } from "./random.ts";

const SLOW_MS = 50;

export type ParserReport = {
  readonly name: string;
  readonly cases: number;
  readonly slowestMs: number;
  /** The first case that went wrong and how, or null. */
  readonly problem: { readonly at: number; readonly what: string } | null;
};

type Options = {
  readonly seed: number;
  readonly cases: number;
  /** Only this one, to see it again. */
  readonly only?: number;
  /** No case begins after this instant of `performance.now()`. */
  readonly until?: number;
};

/** Each parser on cases that the seed decides. A parser is slow when it takes its time again when asked again. */
export function runParsers({
  seed,
  cases,
  only,
  until = Number.POSITIVE_INFINITY,
}: Options): readonly ParserReport[] {
  return PARSERS.map(({ name, run }) => {
    const [first, end] = only === undefined ? [0, cases] : [only, only + 1];
    let slowestMs = 0;
    let at = first;
    for (; at < end && performance.now() < until; at += 1) {
      const attempt = () => timed(() => run(drawsOf(`${seed} ${name} ${at}`)));
      let { result, ms } = attempt();
      if (ms > SLOW_MS) ms = Math.min(ms, attempt().ms, attempt().ms);
      slowestMs = Math.max(slowestMs, ms);
      const what = result ?? (ms > SLOW_MS ? `took ${ms.toFixed(0)} ms` : null);
      if (what !== null) return { name, cases: at - first + 1, slowestMs, problem: { at, what } };
    }
    return { name, cases: at - first, slowestMs, problem: null };
  });
}

/** Processor time, which does not count what others take of it. */
function timed<T>(run: () => T): { result: T; ms: number } {
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: (user + system) / 1000 };
}
