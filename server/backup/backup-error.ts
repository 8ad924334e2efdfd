/** A backup that cannot be taken, checked or restored; the message is one sentence for the person who asked. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}
