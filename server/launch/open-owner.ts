import { existsSync } from "node:fs";
import { join } from "node:path";
import type { StartSettings } from "../config.ts";
import { isDataFolderInUse, lockDataFolder } from "./data-folder-lock.mjs";
import { LaunchError } from "./launch-error.mjs";
import { inspectOutside } from "./open-database.ts";
import { runningOwnerUrl, startPostgres } from "./postgres.mjs";
import type { Teardown } from "./teardown.ts";

/** The connection text of the owner on a database that may be in use: that of a running server, or one started for this. */
export async function openOwnerBeside(settings: StartSettings, teardown: Teardown): Promise<string> {
  const { database, config } = settings;
  if (database.kind === "embedded" && !existsSync(join(config.dataDir, "postgres")))
    throw new LaunchError(
      `There is no database in ${config.dataDir}; set SIKKERKEY_DATA_DIR or DATABASE_URL as the server has them.`,
    );
  if (database.kind === "embedded" && isDataFolderInUse(config.dataDir))
    return runningOwnerUrl(config.dataDir);
  return openOwnerAlone(settings, teardown);
}

/** The same for a database that nobody else may be using: the embedded one is locked until the teardown. */
export async function openOwnerAlone(settings: StartSettings, teardown: Teardown): Promise<string> {
  const { database, config } = settings;
  if (database.kind === "embedded") {
    teardown.add(lockDataFolder(config.dataDir));
    const server = await startPostgres({ dataDir: config.dataDir });
    teardown.add(server.stop);
    return server.ownerUrl;
  }
  const { url, migrationUrl } = database;
  await inspectOutside(
    migrationUrl ?? url,
    migrationUrl === null ? "DATABASE_URL" : "DATABASE_MIGRATION_URL",
  );
  return migrationUrl ?? url;
}
