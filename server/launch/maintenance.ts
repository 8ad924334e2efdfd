import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { connect, drizzleOver } from "#db/client.ts";
import { parseConfig, type StartSettings } from "../config.ts";
import type { Context, SystemActor } from "../context.ts";
import { makeKeyring } from "../crypto/make-keyring.ts";
import { loadRootKey } from "../crypto/root-key.ts";
import { describeError, makeLog } from "../log.ts";
import { LaunchError } from "./launch-error.mjs";
import { makeLineWriter } from "./line-writer.ts";
import { makeSystemContext } from "./make-system-context.ts";
import { listenForStop } from "./stop-request.ts";
import { makeTeardown, type Teardown } from "./teardown.ts";

export type MaintenanceOptions = {
  readonly appDir: string;
  readonly env: Record<string, string | undefined>;
  readonly args: readonly string[];
};

export type Maintenance = {
  readonly settings: StartSettings;
  readonly rootKey: Uint8Array;
  /** Where this server keeps every client package it ever served. */
  readonly packagesDir: string;
  readonly teardown: Teardown;
  /** The system's own context over the owner's connection; `requestId` is what its audit rows are found by. */
  makeContext(ownerUrl: string, requestId: string): Context<SystemActor>;
};

/**
 * Runs one piece of work beside the server or in its place, with the settings and the root key the server would have; undoes
 * what it started when it ends, also by Ctrl-C.
 */
export async function runMaintenance(
  { appDir, env }: MaintenanceOptions,
  work: (maintenance: Maintenance) => Promise<void>,
): Promise<void> {
  const log = makeLog(makeLineWriter().write, () => new Date());
  const teardown = makeTeardown((error) => log.error("ending failed", { error: describeError(error) }));
  const settings = parseConfig(env, appDir);
  const { config, rootKey: source } = settings;
  // A key made here could open nothing that exists.
  const { key } = loadRootKey(source.kind === "file" ? { ...source, mayMake: false } : source);
  const stopped = listenForStop().asked.then(() => {
    throw new LaunchError(
      "Stopped before it was done: a folder that ends in .half-… is no backup, delete it.",
    );
  });
  const makeContext = (ownerUrl: string, requestId: string) => {
    const sql = connect(ownerUrl, { max: 2, name: "sikkerkey-maintenance" });
    teardown.add(() => sql.end({ timeout: 5 }));
    const services = { db: drizzleOver(sql), keyring: makeKeyring(key), config, log };
    return { ...makeSystemContext(services), requestId };
  };
  const packagesDir = join(config.dataDir, "packages");
  try {
    await Promise.race([stopped, work({ settings, rootKey: key, packagesDir, teardown, makeContext })]);
  } finally {
    await teardown.run();
  }
}

/** A folder as the person wrote it: npm runs us in the project's folder and says where they stood. */
export const namedFolder = ({ env }: MaintenanceOptions, name: string): string =>
  resolve(env["INIT_CWD"] ?? ".", name);

export function readRelease(appDir: string): string {
  const { version } = JSON.parse(readFileSync(join(appDir, "package.json"), "utf8"));
  return String(version);
}

export const say = (line: string) => void process.stdout.write(`${line}\n`);
