import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { makeKeyPair } from "../../sdk/private-key.ts";
import { saveIdentity } from "../../sdk/save-identity.ts";
import { type FakeServer, startFakeServer } from "./fake-server.ts";
import { MACHINE_ID, VAULT_ID, type World } from "./world.ts";

/** Writes the identity of a machine that this double knows. */
export function writeIdentity(home: string, { url, state }: FakeServer): void {
  const keyPair = makeKeyPair();
  state.publicKey = keyPair.publicKey;
  const vault = join(home, "vaults", VAULT_ID);
  mkdirSync(vault, { recursive: true });
  const facts = { machineId: MACHINE_ID, machineName: "ci-0a1b2c3d", vaultId: VAULT_ID, expiresAt: null };
  saveIdentity(vault, { ...facts, apiUrl: url, keyPair });
}

/** A server with this world and the environment of a machine that may read it; both end with the test. */
export async function enrolledHome(folder: string, world: World) {
  const server = await startFakeServer(world);
  onTestFinished(() => server.close());
  const home = mkdtempSync(join(folder, "home-"));
  writeIdentity(home, server);
  return { server, home, env: { SIKKERKEY_HOME: home } };
}
