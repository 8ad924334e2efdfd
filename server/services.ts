import type { Database, Pool } from "#db/client.ts";
import type { ReadQueue } from "./access/machine-context.ts";
import type { MachineKeys } from "./access/machine-keys.ts";
import type { RequestMeter } from "./access/request-meter.ts";
import type { Config } from "./config.ts";
import type { Keyring } from "./crypto/keyring.ts";
import type { PageOutcomes } from "./gate/page-outcome.ts";
import type { Log } from "./log.ts";
import type { Packages } from "./packages/packages.ts";

/** What lives as long as the process. There is one of each, although the gate and Next are two module graphs. */
export type Services = {
  readonly config: Config;
  readonly db: Database;
  readonly sql: Pool;
  readonly keyring: Keyring;
  readonly log: Log;
  readonly machineKeys: MachineKeys;
  readonly meter: RequestMeter;
  readonly readQueue: ReadQueue;
  /** Signs what the gate tells route handlers; made anew at every start. */
  readonly gateKey: Uint8Array;
  readonly pageOutcomes: PageOutcomes;
  readonly packages: Packages;
  /** Journal time of the newest migration this build knows; health compares it with the database. */
  readonly newestMigration: number;
};

const PLACE = Symbol.for("sikkerkey.services");
const shared = globalThis as { [PLACE]?: Services };

export function services(): Services {
  const installed = shared[PLACE];
  if (installed === undefined)
    throw new Error("The services are made by server/main.ts before anything asks for them");
  return installed;
}

/** For server/main.ts and tests only: once per process. */
export function installServices(made: Services): void {
  if (shared[PLACE] !== undefined) throw new Error("The services of this process are installed already");
  shared[PLACE] = made;
}
