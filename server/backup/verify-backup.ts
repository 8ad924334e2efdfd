import type { BackupManifest } from "#lib/contract/backup.ts";
import { makeKeyring } from "../crypto/make-keyring.ts";
import { BackupError } from "./backup-error.ts";
import { checkFile, sendRows } from "./held-files.ts";
import { assertTag, readManifest } from "./manifest-file.ts";
import { assertRootKey, openCanaries } from "./open-canaries.ts";

export type VerifiedBackup = { readonly manifest: BackupManifest; readonly canaries: number };

/**
 * Proves a backup without a database: every file is the one that was written, nothing was added or taken, and the root key
 * opens a value of each vault. Throws `BackupError` with what is wrong.
 */
export async function verifyBackup(folder: string, rootKey: Uint8Array): Promise<VerifiedBackup> {
  const read = readManifest(folder);
  const { manifest } = read;
  for (const held of manifest.tables) {
    const rows = await sendRows(folder, held);
    if (rows !== held.rows)
      throw new BackupError(`the table ${held.table} has ${rows} rows and should have ${held.rows}`);
  }
  for (const held of manifest.packages) await checkFile(folder, held);
  await assertRootKey({ folder, manifest }, rootKey);
  assertTag(folder, read, makeKeyring(rootKey));
  return { manifest, canaries: await openCanaries({ folder, manifest }, rootKey) };
}
