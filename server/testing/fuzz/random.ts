import { createHash } from "node:crypto";

/** Draws that a seed and a place decide: the same text gives the same draws on every machine. */
export type Draws = {
  /** A whole number from 0 up to, but not with, `below`. */
  int(below: number): number;
  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T;
  /** True `percent` times in a hundred. */
  chance(percent: number): boolean;
  /** One character per byte. */
  bytes(length: number): string;
};

export function drawsOf(seed: string): Draws {
  let pool = Buffer.alloc(0);
  let at = 0;
  let block = 0;
  const byte = () => {
    if (at >= pool.length) {
      pool = createHash("sha512").update(`${seed} ${block}`).digest();
      block += 1;
      at = 0;
    }
    at += 1;
    return pool[at - 1] ?? 0;
  };
  const int = (below: number) =>
    ((byte() * 256 + byte()) * 65_536 + byte() * 256 + byte()) % Math.max(1, below);
  return {
    int,
    pick<T>(list: readonly T[]): T {
      const found = list[int(list.length)];
      if (found === undefined) throw new Error("There is nothing to pick from");
      return found;
    },
    chance: (percent) => int(100) < percent,
    bytes: (length) => String.fromCharCode(...Array.from({ length }, byte)),
  };
}
