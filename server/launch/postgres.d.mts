export type EmbeddedPostgres = {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly stop: () => Promise<void>;
  readonly exited: Promise<void>;
};

export function startPostgres(options: {
  dataDir: string;
  settings?: Readonly<Record<string, string>>;
  mayCreateDatabases?: boolean;
  port?: number;
}): Promise<EmbeddedPostgres>;
