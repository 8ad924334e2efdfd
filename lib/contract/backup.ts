import { z } from "zod";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const heldFile = z.strictObject({
  /** Beside the manifest; a name of ours, so that no path can lead out of the folder. */
  file: z.string().regex(/^[a-z0-9_][a-z0-9_.-]*$/),
  bytes: count,
  sha256,
});
export type HeldFile = z.infer<typeof heldFile>;

const tableFile = heldFile.extend({
  table: z.string(),
  columns: z.array(z.string()).min(1),
  /** As COPY wrote them, one a line. */
  rows: count,
});
export type TableFile = z.infer<typeof tableFile>;

const sequence = z.strictObject({
  name: z.string(),
  /** Decimal; null where it never gave a number. */
  last: z.string().regex(/^\d+$/).nullable(),
});
export type SequencePosition = z.infer<typeof sequence>;

/** What a backup is made of. It is written last and carries a tag under the root key, so a folder without it is no backup. */
export const backupManifest = z.strictObject({
  format: z.literal(1),
  /** UUID; the request id of the audit rows of the backup and of its restores. */
  id: z.uuid(),
  release: z.string(),
  takenAt: z.iso.datetime(),
  /** Public origin of the server at that time. */
  instance: z.string(),
  /** Journal time of the newest migration of the database. */
  newestMigration: z.int().positive(),
  /** Months of the audit log that have a table of their own, as `YYYY-MM`. */
  auditMonths: z.array(z.string().regex(/^\d{4}-\d{2}$/)),
  tables: z.array(tableFile),
  sequences: z.array(sequence),
  /** Client packages that were ever served: generated scripts pin them. */
  packages: z.array(heldFile),
});
export type BackupManifest = z.infer<typeof backupManifest>;
