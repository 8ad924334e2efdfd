import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Journal time of the newest migration in the folder. */
export function readNewestMigrationOf(migrations: string): number {
  const journal: { entries: { when: number }[] } = JSON.parse(
    readFileSync(join(migrations, "meta", "_journal.json"), "utf8"),
  );
  return Math.max(...journal.entries.map(({ when }) => when));
}
