export type Signer = { readonly machineId: string; readonly privateKeyPem: string };

/** What the load generator is told: which requests, made before the clock starts, and for how long. */
export type LoadJob = {
  readonly port: number;
  readonly clients: number;
  readonly milliseconds: number;
  readonly requests:
    | {
        readonly kind: "signed";
        readonly method: string;
        readonly path: string;
        readonly body: string;
        readonly signers: readonly Signer[];
        readonly count: number;
      }
    | { readonly kind: "same"; readonly path: string }
    | { readonly kind: "each"; readonly path: string; readonly bodies: readonly string[] };
};

export type LoadResult = {
  readonly answers: number;
  /** Answers with another status than 2xx, by status, and connections that ended under a request. */
  readonly failures: Readonly<Record<string, number>>;
  readonly milliseconds: number;
  readonly p50: number;
  readonly p99: number;
  /** Processor time of the generator while the clock ran. */
  readonly cpuMicros: number;
};

export type LoadCommand = { readonly job: LoadJob } | "go";
export type LoadReport = "ready" | { readonly result: LoadResult };
