import { Transform } from "node:stream";
import type { PatternIndex } from "./pattern-index.ts";

export const MARK = Buffer.from("***");

/**
 * Passes bytes on and puts one mark in the place of every run that patterns cover, overlapping ones together. At the end of a
 * chunk it holds back only what may be the beginning of a pattern, at most the longest one's length.
 */
export class RedactStream extends Transform {
  readonly #index: PatternIndex;
  #held: Buffer = Buffer.alloc(0);
  /** How many of the held bytes are behind a mark already. */
  #covered = 0;
  /** Whether the last thing passed on was a mark, which a run that touches it needs no second of. */
  #endsWithMark = false;

  constructor(index: PatternIndex) {
    super();
    this.#index = index;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#pass(this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]), false);
    done();
  }

  override _flush(done: () => void): void {
    this.#pass(this.#held, true);
    done();
  }

  #pass(bytes: Buffer, isEnd: boolean): void {
    let coveredUntil = this.#covered;
    let plainFrom = coveredUntil;
    let at = 0;
    for (; at < bytes.length; at++) {
      const match = this.#index.matchAt(bytes, at);
      if (match === null) continue;
      if (match.mayGrow && !isEnd) break;
      if (match.end <= Math.max(coveredUntil, at)) continue;
      if (at > coveredUntil || !this.#endsWithMark) {
        this.#plain(bytes.subarray(plainFrom, at));
        if (!this.#endsWithMark) this.push(MARK);
        this.#endsWithMark = true;
      }
      coveredUntil = match.end;
      plainFrom = match.end;
    }
    this.#plain(bytes.subarray(plainFrom, at));
    // A copy, so that a few held bytes do not keep a whole chunk.
    this.#held = Buffer.from(bytes.subarray(at));
    this.#covered = Math.max(0, coveredUntil - at);
  }

  #plain(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.push(bytes);
    this.#endsWithMark = false;
  }
}
