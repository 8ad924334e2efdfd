/** The CLI as one file for Node 18. Its text depends on the sources only, not on where or when they are bundled. */
export function bundleCli(): Promise<Buffer>;
