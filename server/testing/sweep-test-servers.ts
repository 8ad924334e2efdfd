import { existsSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockHolder } from "../launch/lock-file.mjs";
import { endOrphan } from "../launch/postmaster.mjs";

export const TEST_SERVER_PREFIX = "sikkerkey-test-";
export const lockOf = (dataDir: string) => join(dataDir, "start.lock");
/** Ends the servers of test runs that were killed before they could. */
export async function sweepTestServers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const dataDir = join(tmpdir(), name);
    // A folder without a lock may belong to a run that is about to take it.
    if (!name.startsWith(TEST_SERVER_PREFIX) || !existsSync(lockOf(dataDir))) continue;
    if (lockHolder(lockOf(dataDir)) !== null) continue;
    await endOrphan(join(dataDir, "postgres"));
    rmSync(dataDir, { recursive: true, force: true });
  }
}
