import { dirname, join } from "node:path";
import { ClientError } from "../../sdk/client-error.ts";
import type { LoadedMachine } from "../../sdk/load-machine.ts";
import { type OfflineCache, openOfflineCache } from "../../sdk/offline-cache.ts";
import { commandConfig } from "../change-config.ts";
import { type Call, hasFlag } from "../command.ts";
import { openMachine } from "../open-machine.ts";
import type { Terminal } from "../terminal.ts";

/** Where a command takes values from: the server, the server with the cache behind it, or the cache alone. */
export type SecretSource = {
  readonly machine: LoadedMachine;
  /** Null when the cache is not enabled. */
  readonly cache: OfflineCache | null;
  readonly isOffline: boolean;
  readonly note: (line: string) => void;
};

export async function openSource(call: Call, terminal: Terminal): Promise<SecretSource> {
  const machine = await openMachine(terminal);
  const isOffline = hasFlag(call, "offline");
  const isEnabled = commandConfig(terminal.env).isCacheEnabled;
  if (isOffline && !isEnabled)
    throw new ClientError("input", "--offline reads the offline cache, which is not enabled.", {
      remedy: "Run `sikkerkey cache enable`, then read the secrets once while the server answers.",
    });
  const cache = isEnabled ? machineCache(machine) : null;
  return { machine, cache, isOffline, note: (line) => terminal.note(line) };
}

/** The folder that the SDK uses as well: beside the identity. */
export const cacheFolder = ({ identityFile }: LoadedMachine) => join(dirname(identityFile), "cache");

export function machineCache(machine: LoadedMachine): OfflineCache {
  const { identity, privateKey } = machine;
  const { vaultId, machineId } = identity;
  return openOfflineCache({ folder: cacheFolder(machine), vaultId, machineId, privateKey });
}
