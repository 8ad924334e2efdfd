import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Sql } from "#db/client.ts";
import { makeAuditMonths } from "#db/copy/audit-months.ts";
import { copyRowsIn } from "#db/copy/copy-rows.ts";
import { endWhatWasOpen } from "#db/copy/end-what-was-open.ts";
import { inLongTransaction } from "#db/copy/in-long-transaction.ts";
import { clearTables, migrateInSteps } from "#db/copy/migrate-in-steps.ts";
import { setSequences } from "#db/copy/sequences.ts";
import { insertEventRows, readVaultNames } from "#db/copy/state.ts";
import { isEmptyDatabase, readTableShapes, type TableShape } from "#db/copy/table-shapes.ts";
import type { BackupManifest, HeldFile } from "#lib/contract/backup.ts";
import { eventRow } from "../audit/record-event.ts";
import type { Context, SystemActor } from "../context.ts";
import { BackupError } from "./backup-error.ts";
import { bringFile, sendRows } from "./held-files.ts";
import { type VerifiedBackup, verifyBackup } from "./verify-backup.ts";

export type RestorePlan = {
  /** Of the role that owns the schema, on an empty database. */
  readonly ownerUrl: string;
  readonly folder: string;
  readonly rootKey: Uint8Array;
  readonly packagesDir: string;
  /** Folder of this release's migrations, and the journal time of the newest. */
  readonly migrations: string;
  readonly newestMigration: number;
};

/**
 * Brings a backup into an empty database, completely or not at all. Everything is proven before the first row is written; rows
 * of an older release are migrated; what was open when the backup was taken is ended, and each vault's log says so.
 */
export async function restoreBackup(
  makeContext: (backupId: string) => Context<SystemActor>,
  plan: RestorePlan,
): Promise<VerifiedBackup> {
  const { folder, migrations, newestMigration } = plan;
  const verified = await verifyBackup(folder, plan.rootKey);
  const { manifest } = verified;
  if (manifest.newestMigration > newestMigration)
    throw new BackupError(
      `the backup was taken by a newer release (${manifest.release}); restore it with that one, or a later one`,
    );
  const ctx = makeContext(manifest.id);
  await inLongTransaction(plan.ownerUrl, "load", async (tx) => {
    if (!(await isEmptyDatabase(tx)))
      throw new BackupError("the database is not empty; name an empty one, nothing is ever overwritten");
    await migrateInSteps(tx, migrations, { from: 0, to: manifest.newestMigration });
    await loadRows(tx, plan, manifest);
    await migrateInSteps(tx, migrations, { from: manifest.newestMigration, to: newestMigration });
    await endWhatWasOpen(tx);
    await recordRestore(tx, ctx);
    for (const held of manifest.packages) await bringPackage(plan, held);
  });
  return verified;
}

async function loadRows(tx: Sql, { folder }: RestorePlan, manifest: BackupManifest): Promise<void> {
  const shapes = await readTableShapes(tx);
  if (shapes.length !== manifest.tables.length)
    throw new BackupError("the backup has other tables than its release; use the release that took it");
  await clearTables(tx, shapes);
  await makeAuditMonths(tx, manifest.auditMonths);
  for (const shape of shapes) {
    const held = manifest.tables.find(({ table }) => table === shape.table);
    if (held === undefined || !isSameShape(shape, held.columns))
      throw new BackupError(
        `the table ${shape.table} has another shape; use the release that took the backup`,
      );
    await sendRows(folder, held, await copyRowsIn(tx, { ...shape, columns: held.columns }));
  }
  await setSequences(tx, manifest.sequences);
}

const isSameShape = ({ columns }: TableShape, held: readonly string[]) =>
  JSON.stringify([...columns].sort()) === JSON.stringify([...held].sort());

async function recordRestore(tx: Sql, ctx: Context<SystemActor>): Promise<void> {
  const vaults = await readVaultNames(tx);
  await insertEventRows(
    tx,
    vaults.map(({ id, name }) =>
      eventRow(ctx, {
        action: "vault.restored",
        outcome: "allowed",
        vaultId: id,
        target: { kind: "vault", id, label: name },
      }),
    ),
  );
}

/** What lies in the folder already was served from here and stays. Installers run what is brought, so it is proven once more. */
async function bringPackage({ folder, packagesDir }: RestorePlan, held: HeldFile): Promise<void> {
  const kept = join(packagesDir, held.file);
  if (existsSync(kept)) return;
  mkdirSync(packagesDir, { recursive: true, mode: 0o700 });
  const half = `${kept}.new`;
  rmSync(half, { force: true });
  try {
    await bringFile(folder, held, half);
    renameSync(half, kept);
  } finally {
    rmSync(half, { force: true });
  }
}
