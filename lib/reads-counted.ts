/** Counting reads stops here: at that number there may be more. */
export const READS_COUNTED_MAX = 10_000;
