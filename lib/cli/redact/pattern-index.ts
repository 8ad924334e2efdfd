import { type Match, PatternNode } from "./pattern-node.ts";

const KEY_BYTES = 4;

/** Finds patterns of at least four bytes by their first four; its size is that of the patterns. */
export class PatternIndex {
  /** By the first two bytes, whether any pattern begins so: what almost every place of an output fails. */
  readonly #firstTwo = new Uint8Array(65_536);
  readonly #firstOne = new Uint8Array(256);
  readonly #firstThree = new Set<number>();
  readonly #byKey = new Map<number, PatternNode>();

  constructor(patterns: readonly Buffer[]) {
    for (const pattern of patterns) {
      this.#firstOne[pattern.readUInt8(0)] = 1;
      this.#firstTwo[pattern.readUInt16BE(0)] = 1;
      this.#firstThree.add(pattern.readUIntBE(0, 3));
      const key = pattern.readUInt32BE(0);
      const node = this.#byKey.get(key) ?? new PatternNode(KEY_BYTES);
      node.add(pattern);
      this.#byKey.set(key, node);
    }
  }

  matchAt(bytes: Buffer, at: number): Match | null {
    const left = bytes.length - at;
    if (left < KEY_BYTES) return this.#isBeginning(bytes, at, left) ? { end: at, mayGrow: true } : null;
    if (this.#firstTwo[((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)] === 0) return null;
    return this.#byKey.get(bytes.readUInt32BE(at))?.matchAt(bytes, at) ?? null;
  }

  #isBeginning(bytes: Buffer, at: number, left: number): boolean {
    if (left === 1) return this.#firstOne[bytes.readUInt8(at)] === 1;
    if (left === 2) return this.#firstTwo[bytes.readUInt16BE(at)] === 1;
    return left === 3 && this.#firstThree.has(bytes.readUIntBE(at, 3));
  }
}
