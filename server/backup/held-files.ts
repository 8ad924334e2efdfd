import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type { HeldFile } from "#lib/contract/backup.ts";
import { BackupError } from "./backup-error.ts";

const NEWLINE = 10;

/** Lets bytes through and knows their number, their SHA-256 and how many lines they end. */
function meter() {
  const hash = createHash("sha256");
  const seen = { bytes: 0, lines: 0 };
  const through = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      seen.bytes += chunk.length;
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) seen.lines++;
      done(null, chunk);
    },
  });
  return { through, seen, sha256: () => hash.digest("hex") };
}

const newFile = (path: string) => createWriteStream(path, { flags: "wx", mode: 0o600, flush: true });

/** Writes rows to a new file that only this user may read, compressed, and on the disk when it resolves. */
export async function writeRows(
  folder: string,
  file: string,
  rows: AsyncIterable<Buffer>,
): Promise<HeldFile & { rows: number }> {
  const [plain, stored] = [meter(), meter()];
  const target = newFile(join(folder, file));
  await pipeline(rows, plain.through, createGzip({ level: 1 }), stored.through, target);
  return { file, bytes: stored.seen.bytes, sha256: stored.sha256(), rows: plain.seen.lines };
}

/** Copies a file to a new one, and says what was copied. */
export async function copyFile(from: string, to: string, file: string): Promise<HeldFile> {
  const stored = meter();
  await pipeline(createReadStream(join(from, file)), stored.through, newFile(join(to, file)));
  return { file, bytes: stored.seen.bytes, sha256: stored.sha256() };
}

/** Copies a file of the manifest to a new one, and proves that the bytes which were copied are those of the manifest. */
export async function bringFile(folder: string, held: HeldFile, path: string): Promise<void> {
  const stored = meter();
  await pipeline(createReadStream(join(folder, held.file)), stored.through, newFile(path));
  assertSame(held, stored.seen.bytes, stored.sha256());
}

/**
 * Sends the rows of a file on, nowhere if there is no target, and proves on the way that it is the file of the manifest: what
 * was loaded and what was checked are the same bytes. Returns the number of rows.
 */
export async function sendRows(folder: string, held: HeldFile, into: Writable = nowhere()): Promise<number> {
  const [stored, plain] = [meter(), meter()];
  const source = createReadStream(join(folder, held.file));
  try {
    await pipeline(source, stored.through, createGunzip(), plain.through, into);
  } catch (error) {
    throw fileProblem(held, error);
  }
  assertSame(held, stored.seen.bytes, stored.sha256());
  return plain.seen.lines;
}

/** Compares a file with the manifest. */
export async function checkFile(folder: string, held: HeldFile): Promise<void> {
  const stored = meter();
  try {
    await pipeline(createReadStream(join(folder, held.file)), stored.through, nowhere());
  } catch (error) {
    throw fileProblem(held, error);
  }
  assertSame(held, stored.seen.bytes, stored.sha256());
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

function assertSame(held: HeldFile, bytes: number, sha256: string): void {
  if (bytes !== held.bytes || sha256 !== held.sha256) throw changed(held);
}

const changed = ({ file }: HeldFile) =>
  new BackupError(`the file ${file} is not the one that was written; use another copy of the backup`);

/** Failures of the file are said so; any other is the target's and stays what it is. */
function fileProblem(held: HeldFile, error: unknown): unknown {
  const { code = "", syscall } = error as NodeJS.ErrnoException;
  if (code.startsWith("Z_")) return changed(held);
  if (syscall === undefined) return error;
  return new BackupError(
    `the file ${held.file} of the backup cannot be read (${code}); use another copy of it`,
  );
}
