import type { Variable } from "../../sdk/expand-secrets.ts";
import type { Child } from "./start-child.ts";

/** What a command runs with, and where it came from. */
export type Delivered = {
  readonly variables: readonly Variable[];
  readonly secretIds: readonly string[];
  /** Whether the server was not reached, so that the values may have changed already. */
  readonly isCached: boolean;
};

export type WatchPlan = {
  readonly first: Delivered;
  readonly intervalSeconds: number;
  /** Status by secret id. Gives up when the signal is aborted. */
  readonly poll: (secretIds: readonly string[], signal: AbortSignal) => Promise<ReadonlyMap<string, string>>;
  /** The values of now, from the server only. */
  readonly read: (signal: AbortSignal) => Promise<Delivered>;
  readonly start: (variables: readonly Variable[]) => Child;
};
