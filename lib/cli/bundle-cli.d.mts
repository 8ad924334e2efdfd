/**
 * The CLI as one file for Node 18. Its text depends on the sources only, not on where or when they are bundled. Tests name
 * another entry, a path from the repository's root.
 */
export function bundleCli(entry?: string): Promise<Buffer>;
