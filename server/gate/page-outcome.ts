import type { AsyncLocalStorage } from "node:async_hooks";

/**
 * What became of a page while it was rendered. Next answers whatever fails with 500, and only the gate can still say that
 * it was the database, which cannot serve now, and not a mistake of ours.
 */
export type PageOutcome = { isUnavailable: boolean };

/** One for each request that Next renders, found from inside it: the gate and Next are two module graphs. */
export type PageOutcomes = AsyncLocalStorage<PageOutcome>;
