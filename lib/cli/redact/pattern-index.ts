const KEY_BYTES = 4;

/** What begins at one place: where the longest pattern there ends, and whether more bytes might make it longer. */
export type Match = { readonly end: number; readonly mayGrow: boolean };

/** Finds patterns of at least four bytes by their first four; its size is that of the patterns. */
export class PatternIndex {
  /** By the first two bytes, whether any pattern begins so: what almost every place of an output fails. */
  readonly #firstTwo = new Uint8Array(65_536);
  readonly #firstOne = new Uint8Array(256);
  readonly #firstThree = new Set<number>();
  /** Longest first. */
  readonly #byKey = new Map<number, Buffer[]>();

  constructor(patterns: readonly Buffer[]) {
    for (const pattern of [...patterns].sort((left, right) => right.length - left.length)) {
      this.#firstOne[pattern.readUInt8(0)] = 1;
      this.#firstTwo[pattern.readUInt16BE(0)] = 1;
      this.#firstThree.add(pattern.readUIntBE(0, 3));
      const key = pattern.readUInt32BE(0);
      const sameKey = this.#byKey.get(key);
      if (sameKey === undefined) this.#byKey.set(key, [pattern]);
      else sameKey.push(pattern);
    }
  }

  matchAt(bytes: Buffer, at: number): Match | null {
    const left = bytes.length - at;
    if (left < KEY_BYTES) return this.#isBeginning(bytes, at, left) ? { end: at, mayGrow: true } : null;
    if (this.#firstTwo[((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)] === 0) return null;
    let mayGrow = false;
    for (const pattern of this.#byKey.get(bytes.readUInt32BE(at)) ?? []) {
      const length = Math.min(pattern.length, left);
      if (bytes.compare(pattern, 0, length, at, at + length) !== 0) continue;
      if (length === pattern.length) return { end: at + length, mayGrow };
      mayGrow = true;
    }
    return mayGrow ? { end: at, mayGrow } : null;
  }

  #isBeginning(bytes: Buffer, at: number, left: number): boolean {
    if (left === 1) return this.#firstOne[bytes.readUInt8(at)] === 1;
    if (left === 2) return this.#firstTwo[bytes.readUInt16BE(at)] === 1;
    return left === 3 && this.#firstThree.has(bytes.readUIntBE(at, 3));
  }
}
