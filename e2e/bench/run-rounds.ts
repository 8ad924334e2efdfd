import type { Figures } from "./figures.ts";
import type { Row } from "./rows.ts";

/** The rows take turns, A B C A B C, so that a slow minute of the machine is everybody's. A row that cannot run is empty. */
export async function runRounds<Name extends string>(
  rows: Readonly<Record<Name, Row>>,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Record<Name, readonly Figures[]>> {
  const names = Object.keys(rows) as Name[];
  const measured = {} as Record<Name, Figures[]>;
  for (const name of names) measured[name] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const name of names) {
      process.stderr.write(`round ${round} of ${rounds}: ${name}\n`);
      const figures = await rows[name](seconds);
      if (figures !== null) measured[name].push(figures);
    }
  }
  return measured;
}
