import type { DotenvQuoting } from "./read-value.ts";

/** One pair as it was understood; lines count from 1. */
export type DotenvEntry = {
  readonly kind: "entry";
  readonly line: number;
  readonly lastLine: number;
  readonly name: string;
  readonly value: string;
  readonly quoting: DotenvQuoting;
  readonly hasExport: boolean;
  readonly warnings: readonly string[];
  /** Why it is not saved, or null. */
  readonly problem: string | null;
  /** The later line that sets the name again and counts instead, or null. */
  readonly replacedAt: number | null;
};

export type DotenvLine =
  | DotenvEntry
  | { readonly kind: "comment"; readonly line: number }
  | { readonly kind: "unread"; readonly line: number; readonly problem: string };

export type DotenvReading = {
  /** Every line that is not blank, in order. */
  readonly lines: readonly DotenvLine[];
  /** What would be saved: no problem, and not replaced further down. */
  readonly secrets: readonly { readonly name: string; readonly value: string }[];
};
