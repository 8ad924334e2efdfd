import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { connect, drizzleOver } from "#db/client.ts";
import { findNewestMigration } from "#db/queries/migrations.ts";
import { makeMachineKeys } from "../access/machine-keys.ts";
import { makeRequestMeter } from "../access/request-meter.ts";
import type { StartSettings } from "../config.ts";
import { makeKeyring } from "../crypto/make-keyring.ts";
import { checkRootKey, loadRootKey } from "../crypto/root-key.ts";
import type { Log } from "../log.ts";
import { loadPackages } from "../packages/packages.ts";
import { makeReadQueue } from "../reads/make-read-queue.ts";
import type { Services } from "../services.ts";
import { LaunchError } from "./launch-error.mjs";
import { openDataFolder } from "./open-data-folder.ts";
import { openDatabase } from "./open-database.ts";
import { readNewestMigrationOf } from "./read-journal.ts";
import type { Teardown } from "./teardown.ts";

const POOL_MAX = 20;

type Parts = {
  readonly settings: StartSettings;
  readonly appDir: string;
  readonly log: Log;
  readonly teardown: Teardown;
};

type Made = {
  readonly services: Services;
  /** Path of the root key file when this start made it. */
  readonly madeKeyFile: string | null;
};

/** Everything that lives as long as the process, proven to belong together: key, database and schema. */
export async function makeServices({ settings, appDir, log, teardown }: Parts): Promise<Made> {
  const { config, rootKey: source } = settings;
  openDataFolder(config.dataDir);
  const migrations = join(appDir, "db", "migrations");
  const url = await openDatabase({ settings, migrations, log, teardown });
  const sql = connect(url, { max: POOL_MAX });
  teardown.add(() => sql.end({ timeout: 5 }));
  const db = drizzleOver(sql);
  const newestMigration = readNewestMigrationOf(migrations);
  if (((await findNewestMigration(db)) ?? 0) > newestMigration)
    throw new LaunchError("A newer release has migrated this database; start that release, or a later one.");

  const { key, wasMade } = loadRootKey(source);
  const madeKeyFile = wasMade && source.kind === "file" ? source.path : null;
  try {
    await checkRootKey(db, key);
  } catch (error) {
    // A fresh key beside a database of another key would only hide that the right file is missing.
    if (madeKeyFile !== null) rmSync(madeKeyFile, { force: true });
    throw error;
  }
  const services: Services = {
    config,
    db,
    sql,
    keyring: makeKeyring(key),
    log,
    machineKeys: makeMachineKeys(),
    meter: makeRequestMeter(config.requestsPerSecond),
    readQueue: makeReadQueue(sql),
    gateKey: randomBytes(32),
    pageOutcomes: new AsyncLocalStorage(),
    packages: await loadPackages({ appDir, dataDir: config.dataDir, log }),
    newestMigration,
  };
  return { services, madeKeyFile };
}
