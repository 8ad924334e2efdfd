import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type ClientConfig, printClientConfig, readClientConfig } from "../sdk/client-config.ts";
import { type ClientEnvironment, clientHome } from "../sdk/client-home.ts";
import { writePrivateFile } from "../sdk/write-private-file.ts";

export function commandConfig(env: ClientEnvironment): ClientConfig {
  return readClientConfig(configFile(env));
}

/** Writes preferences to `cli_global.json`; keys of other clients stay as they are. */
export function changeConfig(env: ClientEnvironment, change: (config: ClientConfig) => ClientConfig): void {
  const next = printClientConfig(change(commandConfig(env)));
  mkdirSync(resolve(clientHome(env)), { recursive: true, mode: 0o700 });
  writePrivateFile(configFile(env), next);
}

const configFile = (env: ClientEnvironment) => join(resolve(clientHome(env)), "cli_global.json");
