import type { Database } from "#db/client.ts";
import { findMachineKey } from "#db/queries/signed-requests.ts";
import { RecentMap } from "./recent-map.ts";

export type MachineKey = NonNullable<Awaited<ReturnType<typeof findMachineKey>>>;

export type MachineKeys = {
  /** The key and place of a machine as they were when the database was asked last, or null when it has to be. */
  kept(machineId: string): MachineKey | null;
  /** Asks the database; null when there is no such machine. What it says is kept from then on. */
  lookUp(db: Database, machineId: string): Promise<MachineKey | null>;
  /** For a machine that the database does not know any more, or not by this key. */
  forget(machineId: string): void;
};

/** About half a kilobyte each; the one asked for longest ago goes first. */
const KEPT_MAX = 20_000;

/**
 * What verifying a signature needs, kept so that a read does not ask for it each time. A hint and no more: whether the
 * machine is alive, and has this key, is asked in the transaction that decides, so a stale entry can only refuse.
 */
export function makeMachineKeys(): MachineKeys {
  const kept = new RecentMap<MachineKey>(KEPT_MAX);
  return {
    kept(machineId) {
      const known = kept.get(machineId);
      if (known === undefined) return null;
      kept.set(machineId, known);
      return known;
    },
    async lookUp(db, machineId) {
      const key = await findMachineKey(db, machineId);
      if (key === null) kept.delete(machineId);
      else kept.set(machineId, key);
      return key;
    },
    forget: (machineId) => void kept.delete(machineId),
  };
}
