export type EmbeddedPostgres = {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly stop: () => Promise<void>;
  readonly exited: Promise<void>;
};

/** The owner's connection text on the server that runs over this folder already. */
export function runningOwnerUrl(dataDir: string): string;

export function startPostgres(options: {
  dataDir: string;
  settings?: Readonly<Record<string, string>>;
  mayCreateDatabases?: boolean;
  port?: number;
}): Promise<EmbeddedPostgres>;
