import { randomUUID } from "node:crypto";
import type { BackupManifest } from "#lib/contract/backup.ts";
import { verifyBackup } from "../backup/verify-backup.ts";
import { writeBackup } from "../backup/write-backup.ts";
import type { RootKeySource } from "../crypto/root-key.ts";
import { LaunchError } from "./launch-error.mjs";
import {
  type Maintenance,
  type MaintenanceOptions,
  namedFolder,
  readRelease,
  runMaintenance,
  say,
} from "./maintenance.ts";
import { openOwnerBeside } from "./open-owner.ts";

/** `npm run backup`: takes a backup, or proves one with `--verify`. */
export async function runBackup(options: MaintenanceOptions): Promise<void> {
  const isVerify = options.args[0] === "--verify";
  const [name, ...more] = options.args.slice(isVerify ? 1 : 0);
  if (name === undefined || name.startsWith("-") || more.length > 0)
    throw new LaunchError(
      "Name the folder to be made: npm run backup -- FOLDER. To prove one that is there: npm run backup -- --verify FOLDER",
    );
  const folder = namedFolder(options, name);
  await runMaintenance(options, (maintenance) =>
    isVerify ? verify(maintenance, folder) : take(maintenance, folder, readRelease(options.appDir)),
  );
}

async function take(maintenance: Maintenance, folder: string, release: string): Promise<void> {
  const { settings, packagesDir, rootKey, teardown, makeContext } = maintenance;
  const ownerUrl = await openOwnerBeside(settings, teardown);
  const ctx = makeContext(ownerUrl, randomUUID());
  const manifest = await writeBackup(ctx, { ownerUrl, folder, packagesDir, release, rootKey });
  say(`${describe(manifest)} are in ${folder}, as they were at ${manifest.takenAt}.`);
  say(`The root key is not among them: ${keeping(settings.rootKey)}`);
}

async function verify({ rootKey }: Maintenance, folder: string): Promise<void> {
  const { manifest, canaries } = await verifyBackup(folder, rootKey);
  const opened =
    canaries === 0 ? "there is no value to open yet" : `a value of ${many(canaries, "vault")} opens`;
  say(`${folder} is whole: ${describe(manifest)}, taken at ${manifest.takenAt}; ${opened}.`);
}

export function describe({ tables, packages }: BackupManifest): string {
  const rows = tables.reduce((sum, held) => sum + held.rows, 0);
  const bytes = [...tables, ...packages].reduce((sum, held) => sum + held.bytes, 0);
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
  return `${many(rows, "row")} of ${many(tables.length, "table")} and ${many(packages.length, "package")} (${size})`;
}

const many = (count: number, what: string) =>
  `${count.toLocaleString("en-US")} ${what}${count === 1 ? "" : "s"}`;

function keeping(source: RootKeySource): string {
  const where = source.kind === "file" ? source.path : "SIKKERKEY_ROOT_KEY";
  return `keep a copy of ${where} in another place. Without it nothing in the backup opens; together they open everything.`;
}
