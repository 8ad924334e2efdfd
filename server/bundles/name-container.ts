import type { Transaction } from "#db/client.ts";
import { isMachineNameTaken } from "#db/queries/registrations.ts";
import { makeContainerName } from "#lib/naming/container-name.ts";

// A name is one of hundreds of millions: the second try is hardly ever needed.
const TRIES = 20;

/** A made name that no machine of the vault has. Call it with the vault's names locked, so that it stays free. */
export async function nameContainer(
  tx: Transaction,
  vaultId: string,
  makeName: () => string = makeContainerName,
): Promise<string> {
  for (let tries = 0; tries < TRIES; tries++) {
    const name = makeName();
    if (!(await isMachineNameTaken(tx, vaultId, name))) return name;
  }
  throw new Error("No name was free");
}
