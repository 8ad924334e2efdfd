/** What begins at one place: where the longest pattern there ends, and whether more bytes might make it longer. */
export type Match = { readonly end: number; readonly mayGrow: boolean };

/** More than this many that begin alike are told apart by their next byte instead of one after the other. */
const LIST_MAX = 8;

/** Patterns that have their first `depth` bytes in common. */
export class PatternNode {
  readonly #depth: number;
  #patterns: Buffer[] = [];
  #next: Map<number, PatternNode> | null = null;

  constructor(depth: number) {
    this.#depth = depth;
  }

  add(pattern: Buffer): void {
    if (this.#next !== null) {
      this.#place(pattern, this.#next);
      return;
    }
    this.#patterns.push(pattern);
    if (this.#patterns.length <= LIST_MAX) return;
    this.#next = new Map();
    const all = this.#patterns;
    this.#patterns = [];
    for (const one of all) this.#place(one, this.#next);
  }

  /** For a place whose first `depth` bytes are these patterns'. */
  matchAt(bytes: Buffer, at: number): Match | null {
    const left = bytes.length - at;
    let end = at;
    let mayGrow = false;
    for (let node: PatternNode | undefined = this; node !== undefined; ) {
      for (const pattern of node.#patterns) {
        const length = Math.min(pattern.length, left);
        if (bytes.compare(pattern, 0, length, at, at + length) !== 0) continue;
        if (length === pattern.length) end = Math.max(end, at + length);
        else mayGrow = true;
      }
      if (node.#next !== null && left === node.#depth) mayGrow = true;
      node = node.#next?.get(bytes[at + node.#depth] ?? -1);
    }
    return mayGrow || end > at ? { end, mayGrow } : null;
  }

  #place(pattern: Buffer, next: Map<number, PatternNode>): void {
    const byte = pattern[this.#depth];
    // It ends here: every longer one is below.
    if (byte === undefined) {
      this.#patterns.push(pattern);
      return;
    }
    const node = next.get(byte) ?? new PatternNode(this.#depth + 1);
    node.add(pattern);
    next.set(byte, node);
  }
}
