/** Packs the CLI as npm would, byte for byte the same from the same sources. */
export function packCli(appDir: string): Promise<{ file: string; bytes: Buffer }>;

/** Packs the SDK in the same way: what `import` and `require` find, and the types of both. */
export function packSdk(appDir: string): Promise<{ file: string; bytes: Buffer }>;

/** Writes the packages and their SHA256SUMS to `outDir`; older versions that lie there stay. */
export function packPackages(appDir: string, outDir: string): Promise<void>;
