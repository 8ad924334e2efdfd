/** A gzipped tar whose bytes depend on its files and on nothing else. */
export function makeTarball(files: readonly { path: string; content: Buffer; mode: number }[]): Buffer;
