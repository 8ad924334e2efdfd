import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { queryDatabase } from "#db/testing/query-database.ts";
import { claimServer } from "#e2e/owner.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import { startPostgres } from "#server/launch/postgres.mjs";
import { enrollOne, type FaultMachine } from "./enroll-one.ts";

/** A server over a database that lives apart from it, so that each of the two can be broken alone. */
export type Ground = {
  readonly server: () => RunningServer;
  readonly databaseFolder: string;
  readonly vaultId: string;
  readonly path: string;
  readonly value: string;
  readonly machines: readonly FaultMachine[];
  /** Plaintext of a token whose uses the load spends. */
  readonly token: string;
  /** Direct questions to the database, as its owner. */
  readonly query: (text: string) => Promise<readonly Record<string, unknown>[]>;
  /** Starts the server again, after it was killed, where it was. */
  readonly startServerAgain: () => Promise<void>;
  readonly startDatabaseAgain: () => Promise<void>;
  readonly stopDatabase: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const MACHINES = 16;

/** `dataDir` names the folder of the database, for a disk that a test has chosen. */
export async function makeGround(dataDir?: string, env: Record<string, string> = {}): Promise<Ground> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), "sikkerkey-faults-"));
  const appFolder = mkdtempSync(join(tmpdir(), "sikkerkey-faults-app-"));
  let database = await startPostgres({ dataDir: folder });
  const { ownerUrl, appUrl } = database;
  const settings = {
    ...env,
    SIKKERKEY_ROOT_KEY: randomBytes(32).toString("base64"),
    DATABASE_URL: appUrl,
    DATABASE_MIGRATION_URL: ownerUrl,
  };
  let server = await startServer({ dataDir: appFolder, env: settings });
  const owner = await claimServer(server.setupLink);
  const { vault } = await owner.query<{ vault: { id: string } }>("account.me");
  const project = await owner.mutate<{ id: string }>("projects.create", { name: "Faults" });
  const value = randomBytes(16).toString("hex");
  const secret = await owner.mutate<{ id: string }>("secrets.create", {
    projectId: project.id,
    name: "DATABASE_URL",
    content: { kind: "single", value },
  });
  const { token } = await owner.mutate<{ token: string }>("tokens.create", {
    name: "faults",
    projectIds: [project.id],
    secretIds: [secret.id],
    tokenLifetimeSeconds: 86_400,
    machineLifetimeSeconds: 86_400,
    maxUses: 10_000,
  });
  const machines: FaultMachine[] = [];
  while (machines.length < MACHINES) {
    const { machine, answer } = await enrollOne({ port: server.port, vaultId: vault.id, token });
    if (machine === null) throw new Error(`Enrollment answered ${answer?.status}: ${answer?.body}`);
    machines.push(machine);
  }
  return {
    server: () => server,
    databaseFolder: folder,
    vaultId: vault.id,
    path: `/v1/secret/${secret.id}`,
    value,
    machines,
    token,
    query: (text) => queryDatabase(ownerUrl, text),
    async startServerAgain() {
      server = await startServer({ dataDir: appFolder, port: server.port, env: settings });
    },
    async startDatabaseAgain() {
      database = await startPostgres({ dataDir: folder, port: Number(new URL(appUrl).port) });
    },
    stopDatabase: () => database.stop(),
    async stop() {
      await server.stop();
      await database.stop();
      rmSync(appFolder, { recursive: true, force: true });
      if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
