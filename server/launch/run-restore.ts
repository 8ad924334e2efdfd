import { join } from "node:path";
import { restoreBackup } from "../backup/restore-backup.ts";
import { LaunchError } from "./launch-error.mjs";
import { type MaintenanceOptions, namedFolder, runMaintenance, say } from "./maintenance.ts";
import { openDataFolder } from "./open-data-folder.ts";
import { openOwnerAlone } from "./open-owner.ts";
import { readNewestMigrationOf } from "./read-journal.ts";
import { describe } from "./run-backup.ts";

/** `npm run restore`: brings a backup into the database of the environment, which must be empty. */
export async function runRestore(options: MaintenanceOptions): Promise<void> {
  const [name, ...more] = options.args;
  if (name === undefined || name.startsWith("-") || more.length > 0)
    throw new LaunchError("Name the folder of the backup: npm run restore -- FOLDER");
  const folder = namedFolder(options, name);
  await runMaintenance(options, async ({ settings, rootKey, packagesDir, teardown, makeContext }) => {
    openDataFolder(settings.config.dataDir);
    const ownerUrl = await openOwnerAlone(settings, teardown);
    const migrations = join(options.appDir, "db", "migrations");
    const { manifest } = await restoreBackup((backupId) => makeContext(ownerUrl, backupId), {
      ownerUrl,
      folder,
      rootKey,
      packagesDir,
      migrations,
      newestMigration: readNewestMigrationOf(migrations),
    });
    say(`${describe(manifest)} are back, as they were at ${manifest.takenAt}.`);
    say(
      "Sessions, links, container bundles and open codes have ended, and no request made before now is accepted.",
    );
    say(
      "What was revoked, disabled or deleted since then is not: do it again. Start the server with the same root key.",
    );
  });
}
