import type { ClientEnvironment } from "./client-home.ts";

/** The variables of the process this package was loaded into, read anew each time. */
export const processEnvironment = (): ClientEnvironment => process.env;
