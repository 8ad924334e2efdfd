export type BenchOptions = {
  readonly isJson: boolean;
  readonly isAged: boolean;
  /** Length of the soak, or null for the table. */
  readonly soakMinutes: number | null;
  readonly rounds: number;
  readonly seconds: number;
};

const SOAK_MINUTES = 10;

/** Words after `npm run bench --`. Fewer rounds or seconds are for trying the bench itself. */
export function parseOptions(words: readonly string[]): BenchOptions {
  const known = new Set(["--json", "--aged", "--soak", "--rounds", "--seconds"]);
  const unknown = words.find((word) => word.startsWith("-") && !known.has(word));
  if (unknown !== undefined)
    throw new Error(`The bench does not know ${unknown}; use ${[...known].join(", ")}.`);
  const number = (name: string, otherwise: number) => {
    const value = Number(words[words.indexOf(name) + 1]);
    return words.includes(name) && value > 0 ? value : otherwise;
  };
  return {
    isJson: words.includes("--json"),
    isAged: words.includes("--aged"),
    soakMinutes: words.includes("--soak") ? number("--soak", SOAK_MINUTES) : null,
    rounds: number("--rounds", 3),
    seconds: number("--seconds", 4),
  };
}
