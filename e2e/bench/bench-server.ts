import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claimServer, type Owner } from "#e2e/owner.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import { startPostgres } from "#server/launch/postgres.mjs";

/** The built product over an embedded PostgreSQL that the bench has started, so that pgbench can be shown the same one. */
export type BenchServer = {
  readonly server: RunningServer;
  readonly owner: Owner;
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly appPid: number;
  readonly postgresPid: number;
  stop(): Promise<void>;
};

export async function startBenchServer(): Promise<BenchServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "sikkerkey-bench-"));
  const database = await startPostgres({ dataDir });
  const stopDatabase = async () => {
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const server = await startServer({
      env: {
        DATABASE_URL: database.appUrl,
        DATABASE_MIGRATION_URL: database.ownerUrl,
        SIKKERKEY_ROOT_KEY: Buffer.alloc(32, 9).toString("base64"),
      },
    });
    return {
      server,
      owner: await claimServer(server.setupLink),
      appUrl: database.appUrl,
      ownerUrl: database.ownerUrl,
      appPid: server.run.child.pid ?? 0,
      postgresPid: Number(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]),
      async stop() {
        await server.stop();
        await stopDatabase();
      },
    };
  } catch (error) {
    await stopDatabase();
    throw error;
  }
}
