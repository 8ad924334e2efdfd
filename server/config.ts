/** Placeholder until the launcher lands: the shape every other module relies on. */
export type Config = {
  readonly port: number;
  /** Addresses to listen on; both loopbacks by default. */
  readonly hosts: readonly string[];
  /** Public origin, no trailing slash. Links and generated files are built from it, never from `Host`. */
  readonly baseUrl: string;
  readonly dataDir: string;
  /** Connection text of the app's role. */
  readonly databaseUrl: string;
  readonly rootKeyFile: string | null;
  readonly trustedProxies: readonly string[];
};
