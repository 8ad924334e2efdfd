/** What one window of one row has shown. Null is what this machine cannot tell. */
export type Figures = {
  readonly perSecond: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  /** Processor time per answer. */
  readonly appMicros: number | null;
  readonly postgresMicros: number | null;
  readonly clientMicros: number | null;
};

/** The middle of some numbers, or null when there is none among them. */
export function median(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  const middle = known.length >> 1;
  const [low, high] = [known[known.length % 2 === 0 ? middle - 1 : middle], known[middle]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Each figure is the median of its own over the rounds. */
export function medianFigures(rounds: readonly Figures[]): Figures {
  const of = (key: keyof Figures) => median(rounds.map((figures) => figures[key]));
  return {
    perSecond: of("perSecond") ?? 0,
    p50Ms: of("p50Ms"),
    p99Ms: of("p99Ms"),
    appMicros: of("appMicros"),
    postgresMicros: of("postgresMicros"),
    clientMicros: of("clientMicros"),
  };
}

/** Median over the rounds of one row divided by another, each pair of the same round; null without the other. */
export const medianRatio = (rounds: readonly Figures[], others: readonly Figures[]) =>
  median(
    rounds.map(({ perSecond }, round) => {
      const other = others[round];
      return other ? perSecond / other.perSecond : null;
    }),
  );
