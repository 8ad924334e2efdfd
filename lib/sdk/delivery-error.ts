/** Something granted cannot arrive exactly as it is stored, so nothing is delivered at all. */
export class DeliveryError extends Error {
  /** Names of what cannot arrive and why; never a value. */
  readonly reasons: readonly string[];

  constructor(headline: string, problems: readonly string[], remedy: string) {
    const shown = problems.slice(0, 20).map((problem) => `  ${problem}`);
    const more = problems.length > 20 ? [`  and ${problems.length - 20} more`] : [];
    super([headline, ...shown, ...more, remedy].join("\n"));
    this.name = "DeliveryError";
    this.reasons = problems.length === 0 ? [headline] : problems;
  }
}
