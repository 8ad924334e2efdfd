import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { inTransaction } from "#db/client.ts";
import { readAuditMonths } from "#db/copy/audit-months.ts";
import { copyRowsOut } from "#db/copy/copy-rows.ts";
import { inLongTransaction } from "#db/copy/in-long-transaction.ts";
import { readSequences } from "#db/copy/sequences.ts";
import { readClock, readNewestMigration, readVaultNames } from "#db/copy/state.ts";
import { isEmptyDatabase, readTableShapes } from "#db/copy/table-shapes.ts";
import type { BackupManifest, TableFile } from "#lib/contract/backup.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { Context, SystemActor } from "../context.ts";
import { syncFolder } from "../crypto/sync-folder.ts";
import { BackupError } from "./backup-error.ts";
import { copyFile, writeRows } from "./held-files.ts";
import { writeManifest } from "./manifest-file.ts";
import { assertRootKey } from "./open-canaries.ts";

export type BackupPlan = {
  /** Of the role that owns the schema. */
  readonly ownerUrl: string;
  /** To be made; it must not exist. */
  readonly folder: string;
  readonly packagesDir: string;
  readonly release: string;
  /** Only to prove that it opens what was copied. */
  readonly rootKey: Uint8Array;
};

/**
 * Copies the database as it is at one moment, beside all that goes on, and the client packages that were served. The folder has
 * its name only when everything in it is on the disk; the root key is not in it. The request id names the backup.
 */
export async function writeBackup(ctx: Context<SystemActor>, plan: BackupPlan): Promise<BackupManifest> {
  const { folder } = plan;
  if (existsSync(folder))
    throw new BackupError(`${folder} exists already; name a folder that does not, it is made`);
  mkdirSync(dirname(folder), { recursive: true });
  const half = `${folder}.half-${randomBytes(4).toString("hex")}`;
  mkdirSync(half, { mode: 0o700 });
  try {
    const { vaults, ...copied } = await copyDatabase(plan, half);
    const packages = await Promise.all(
      servedPackages(plan.packagesDir).map((file) => copyFile(plan.packagesDir, half, file)),
    );
    const { release } = plan;
    const facts = { format: 1, id: ctx.requestId, release, instance: ctx.config.baseUrl } as const;
    const manifest: BackupManifest = { ...facts, ...copied, packages };
    await assertRootKey({ folder: half, manifest }, plan.rootKey);
    // Before the backup has its name: there is none that the log does not know of.
    await inTransaction(ctx.db, (tx) =>
      recordEvents(
        tx,
        ctx,
        vaults.map(({ id, name }) => ({
          action: "vault.backed_up",
          outcome: "allowed",
          vaultId: id,
          target: { kind: "vault", id, label: name },
        })),
      ),
    );
    writeManifest(half, manifest, ctx.keyring);
    syncFolder(half);
    renameSync(half, folder);
    syncFolder(dirname(folder));
    return manifest;
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    throw error;
  }
}

function copyDatabase({ ownerUrl }: BackupPlan, half: string) {
  return inLongTransaction(ownerUrl, "snapshot", async (tx) => {
    if (await isEmptyDatabase(tx))
      throw new BackupError("the database is empty; there is nothing to back up");
    const takenAt = await readClock(tx);
    const newestMigration = await readNewestMigration(tx);
    const auditMonths = await readAuditMonths(tx);
    const tables: TableFile[] = [];
    for (const shape of await readTableShapes(tx)) {
      const { table, columns } = shape;
      const held = await writeRows(half, `${table}.copy.gz`, copyRowsOut(tx, shape));
      tables.push({ table, columns: [...columns], ...held });
    }
    const [sequences, vaults] = [await readSequences(tx), await readVaultNames(tx)];
    return { takenAt, newestMigration, auditMonths, tables, sequences, vaults };
  });
}

const servedPackages = (packagesDir: string): string[] =>
  existsSync(packagesDir)
    ? readdirSync(packagesDir)
        .filter((name) => name.endsWith(".tgz"))
        .sort()
    : [];
