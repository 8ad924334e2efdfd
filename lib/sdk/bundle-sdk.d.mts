/** Programs and types of the package by file name, for Node 18. */
export function bundleSdk(): Promise<Record<string, Buffer>>;
