import type { Variable } from "../../sdk/expand-secrets.ts";

/** One output of `export`: exact for what it can express; for the rest it has a reason. */
export type Format = {
  readonly about: string;
  /** Why this variable has no exact form here, or null. */
  readonly problem: (variable: Variable) => string | null;
  readonly print: (variables: readonly Variable[]) => string;
};
