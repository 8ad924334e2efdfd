import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "#db/migrate.ts";
import { takeLock } from "../launch/lock-file.mjs";
import { startPostgres } from "../launch/postgres.mjs";
import { lockOf, sweepTestServers, TEST_SERVER_PREFIX } from "./sweep-test-servers.ts";

// Nothing here outlives the run, so nothing has to reach the disk.
const SETTINGS = { fsync: "off", full_page_writes: "off", max_connections: "300", shared_buffers: "64MB" };

/** One server for a whole test run, with the migrated template that every file's database is cloned from. */
export default async function startTestPostgres({ provide }: TestProject) {
  await sweepTestServers();
  const dataDir = mkdtempSync(join(tmpdir(), TEST_SERVER_PREFIX));
  takeLock(lockOf(dataDir));
  chmodSync(dataDir, 0o700);
  const server = await startPostgres({ dataDir, settings: SETTINGS, mayCreateDatabases: true });
  const stop = async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await applyMigrations(server.ownerUrl, join(import.meta.dirname, "../../db/migrations"), "sikkerkey_app");
  } catch (error) {
    await stop();
    throw error;
  }
  provide("postgres", { ownerUrl: server.ownerUrl, appUrl: server.appUrl });
  return stop;
}
