const KIB = 1024;
/** Every request may have this much whatever others hold: signing in works while somebody floods. */
const FREE_BYTES = 64 * KIB;
const SOURCE_BYTES = 8 * KIB * KIB;
const TOTAL_BYTES = 64 * KIB * KIB;

/** Room of one request's body, given back as a whole. */
export type BodyRoom = {
  /** Whether the body may grow to `size` bytes. */
  readonly growTo: (size: number) => boolean;
  readonly giveBack: () => void;
};

/**
 * Memory for bodies that are in the house, per source and in all: they are read before anyone has signed in, so a thousand
 * slow uploads would otherwise be gigabytes.
 */
export function makeBodyBudget({ source: perSource, total } = { source: SOURCE_BYTES, total: TOTAL_BYTES }) {
  const held = new Map<string, number>();
  let all = 0;
  return function openRoom(source: string): BodyRoom {
    let mine = 0;
    const add = (bytes: number) => {
      mine += bytes;
      all += bytes;
      const now = (held.get(source) ?? 0) + bytes;
      if (now > 0) held.set(source, now);
      else held.delete(source);
    };
    return {
      growTo(size) {
        const more = size - FREE_BYTES - mine;
        if (more <= 0) return true;
        if ((held.get(source) ?? 0) + more > perSource || all + more > total) return false;
        add(more);
        return true;
      },
      giveBack: () => add(-mine),
    };
  };
}
