import { inspectDatabase } from "#db/inspect.ts";
import { applyMigrations } from "#db/migrate.ts";
import type { DatabaseSource, StartSettings } from "../config.ts";
import { describeError, type Log } from "../log.ts";
import { lockDataFolder } from "./data-folder-lock.mjs";
import { keepPostgres } from "./keep-postgres.ts";
import { LaunchError } from "./launch-error.mjs";
import type { Teardown } from "./teardown.ts";

type Parts = {
  readonly settings: StartSettings;
  readonly migrations: string;
  readonly log: Log;
  readonly teardown: Teardown;
};

/** The connection text of the app's role on a database that is reachable, durable and migrated. */
export async function openDatabase({ settings, migrations, log, teardown }: Parts): Promise<string> {
  const { database, config } = settings;
  if (database.kind === "embedded") {
    teardown.add(lockDataFolder(config.dataDir));
    const server = await keepPostgres(config.dataDir, log);
    teardown.add(server.stop);
    await migrate(server.ownerUrl, migrations, "sikkerkey_app");
    return server.appUrl;
  }
  await openExternal(database, migrations, log);
  return database.url;
}

async function openExternal(
  { url, migrationUrl }: Extract<DatabaseSource, { kind: "external" }>,
  migrations: string,
  log: Log,
): Promise<void> {
  const { role, unsafe } = await inspectOutside(url, "DATABASE_URL");
  if (unsafe.length > 0)
    throw new LaunchError(
      `The database of DATABASE_URL may lose what it acknowledged (${unsafe.join(", ")}); turn these settings on, because a secret is released only after its audit row is on disk.`,
    );
  const owner =
    migrationUrl === null ? role : (await inspectOutside(migrationUrl, "DATABASE_MIGRATION_URL")).role;
  if (owner === role)
    log.warn(
      "one database role owns and uses the schema: only a trigger guards the audit log, which is weaker",
    );
  await migrate(migrationUrl ?? url, migrations, owner === role ? null : role);
}

/** Who a role is on an outside server, or why that server cannot be reached. */
export async function inspectOutside(url: string, variable: string) {
  try {
    return await inspectDatabase(url);
  } catch (error) {
    throw new LaunchError(
      `The database of ${variable} (${new URL(url).host}) cannot be reached (${reason(error)}); start it or correct ${variable}, then start again.`,
    );
  }
}

async function migrate(url: string, migrations: string, appRole: string | null): Promise<void> {
  try {
    await applyMigrations(url, migrations, appRole);
  } catch (error) {
    throw new LaunchError(
      `The database could not be migrated (${reason(error)}); make sure that its owner may create tables, then start again.`,
    );
  }
}

/** An error code where there is one: a driver's message may repeat the connection text. */
function reason(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : describeError(error);
}
