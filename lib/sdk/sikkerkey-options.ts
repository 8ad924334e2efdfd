export type SikkerKeyOptions = {
  /** How long one attempt may take, in milliseconds; 15,000 if not given. */
  readonly timeoutMs?: number | undefined;
  /** Waits before further attempts after 429, 503 and network failures; 1, 2 and 4 seconds if not given, `[]` for none. */
  readonly retryDelaysMs?: readonly number[] | undefined;
};

export type CacheOptions = {
  /** Older values are not used; without it there is no limit. */
  readonly maxAgeSeconds?: number | undefined;
  /** The same, under the name other SikkerKey packages use. */
  readonly maxAge?: number | undefined;
  /** Told of each value that came from the cache; `cachedAt` is in Unix seconds. */
  readonly onFallback?: ((secretId: string, cachedAt: number) => void) | undefined;
};

export type BootstrapOptions = SikkerKeyOptions & {
  /** The server's origin; else SIKKERKEY_API_URL. */
  readonly apiUrl?: string | undefined;
  /** What the machine calls its host; else HOSTNAME, else `serverless`. */
  readonly hostname?: string | undefined;
  /** A machine name to ask for; the token's own pattern wins. */
  readonly name?: string | undefined;
};

export type SecretListItem = {
  readonly id: string;
  readonly name: string;
  /** JSON text of an array for a structured secret, else null. */
  readonly fieldNames: string | null;
  readonly projectId: string | null;
};

export type ExportedSecret = {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  /** JSON text of an array for a structured secret, else null. */
  readonly fieldNames: string | null;
};

/** What a watcher is told. */
export type WatchEvent =
  | {
      readonly status: "changed";
      readonly secretId: string;
      readonly value: string;
      /** Of a structured secret. */
      readonly fields?: Record<string, string>;
    }
  | { readonly status: "deleted" | "access_denied"; readonly secretId: string }
  | { readonly status: "error"; readonly secretId: string; readonly error: Error };

export type WatchCallback = (event: WatchEvent) => void;
