import { dirname, join, resolve } from "node:path";
import { type ClientConfig, printClientConfig, readClientConfig } from "../sdk/client-config.ts";
import { type ClientEnvironment, clientHome, setting } from "../sdk/client-home.ts";
import { makeFolder } from "../sdk/make-folder.ts";
import { writePrivateFile } from "../sdk/write-private-file.ts";

/** This user's preferences; beside the identity that SIKKERKEY_IDENTITY names may lie some that came with it (DESIGN D15). */
export function commandConfig(env: ClientEnvironment): ClientConfig {
  const own = readClientConfig(configFile(env));
  const identity = setting(env, "SIKKERKEY_IDENTITY");
  if (identity === null) return own;
  const given = readClientConfig(join(dirname(resolve(identity)), "cli.json"));
  return { ...own, isCacheEnabled: own.isCacheEnabled || given.isCacheEnabled };
}

/** Writes preferences to `cli_global.json`; keys of other clients stay as they are. */
export function changeConfig(env: ClientEnvironment, change: (config: ClientConfig) => ClientConfig): void {
  const next = printClientConfig(change(readClientConfig(configFile(env))));
  makeFolder(resolve(clientHome(env)));
  writePrivateFile(configFile(env), next);
}

const configFile = (env: ClientEnvironment) => join(resolve(clientHome(env)), "cli_global.json");
