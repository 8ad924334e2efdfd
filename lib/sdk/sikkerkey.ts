import { dirname, join } from "node:path";
import { bootstrapMachine } from "./bootstrap-machine.ts";
import { vaultsOnDisk } from "./choose-vault.ts";
import { clientHome } from "./client-home.ts";
import { decodeFieldNames } from "./decode-answer.ts";
import { expandSecrets, parseFields } from "./expand-secrets.ts";
import { loadSdkMachine } from "./load-sdk-machine.ts";
import { openOfflineCache } from "./offline-cache.ts";
import { printableText } from "./printable-text.ts";
import { processEnvironment } from "./process-environment.ts";
import { withPublicErrors, withPublicErrorsNow } from "./public-error.ts";
import { readMaxAge, readSending } from "./read-options.ts";
import { checkSecretId, exportSecrets, getSecretValue, listReadable, pollChanges } from "./read-secrets.ts";
import { type Fallback, readAndKeep, readThrough } from "./read-through.ts";
import { ConfigurationError, FieldNotFoundError, SecretStructureError } from "./sdk-error.ts";
import type { Sending } from "./sending.ts";
import type { Machine } from "./signed-client.ts";
import type {
  BootstrapOptions,
  CacheOptions,
  ExportedSecret,
  SecretListItem,
  SikkerKeyOptions,
  WatchCallback,
} from "./sikkerkey-options.ts";
import { SecretWatch } from "./watch-secrets.ts";

export {
  AccessDeniedError,
  ApiError,
  AuthenticationError,
  ConfigurationError,
  ConflictError,
  ExportRefusedError,
  FieldNotFoundError,
  NotFoundError,
  RateLimitedError,
  SecretStructureError,
  ServerSealedError,
  SikkerKeyError,
} from "./sdk-error.ts";
export type {
  BootstrapOptions,
  CacheOptions,
  ExportedSecret,
  SecretListItem,
  SikkerKeyOptions,
  WatchCallback,
  WatchEvent,
} from "./sikkerkey-options.ts";

/** A machine, and where it lies on disk; null for one that exists in memory only. */
type OpenMachine = Machine & { readonly identityFile: string | null };

/** Registers a machine that lives and ends with this process. */
export type SikkerKeyBootstrap = { inMemory(): Promise<SikkerKey> };

/** Reads the secrets that are granted to this machine. Every failure is one of this package's errors. */
export class SikkerKey {
  readonly #machine: OpenMachine;
  readonly #watch: SecretWatch;
  #fallback: Fallback | null = null;

  /** Takes a vault id or the path of an `identity.json`; else SIKKERKEY_IDENTITY, else the only vault on this computer. */
  constructor(vaultOrPath?: string | null, options?: SikkerKeyOptions);
  /** @internal */
  constructor(machine: OpenMachine, options?: SikkerKeyOptions);
  constructor(given: string | OpenMachine | null = null, options: SikkerKeyOptions = {}) {
    const sending = withPublicErrorsNow(() => readSending(options));
    const machine = typeof given === "object" && given !== null ? given : loadFromDisk(given);
    this.#machine = { ...machine, sending };
    const inBackground = (signal: AbortSignal, change: Sending = {}): Machine => ({
      ...machine,
      sending: { ...sending, ...change, signal, isBackground: true },
    });
    this.#watch = new SecretWatch({
      // The next poll is the next attempt.
      poll: (secretIds, signal) => pollChanges(inBackground(signal, { retryDelaysMs: [] }), secretIds),
      read: (secretId, signal) => readAndKeep(inBackground(signal), secretId, this.#fallback),
      lost: (secretId) => this.#fallback?.cache.forget(secretId),
      schedule: scheduleUnreferenced,
    });
  }

  /** The same as `new SikkerKey(…)`. */
  static create(vaultOrPath?: string | null, options?: SikkerKeyOptions): SikkerKey {
    return new SikkerKey(vaultOrPath, options);
  }

  /** Ids of the vaults this computer has an identity for. */
  static listVaults(): string[] {
    return vaultsOnDisk(clientHome(processEnvironment()));
  }

  /** For where nothing may be kept on disk: makes a key in memory and registers it with an enrollment token. */
  static bootstrap(vaultId: string, token: string, options: BootstrapOptions = {}): SikkerKeyBootstrap {
    return {
      inMemory: () =>
        withPublicErrors(async () => {
          // Before a use of the token is spent.
          readSending(options);
          const machine = await bootstrapMachine(processEnvironment(), { vaultId, token, options });
          return new SikkerKey({ ...machine, identityFile: null }, options);
        }),
    };
  }

  get machineId(): string {
    return this.#machine.identity.machineId;
  }

  get machineName(): string {
    return this.#machine.identity.machineName;
  }

  get vaultId(): string {
    return this.#machine.identity.vaultId;
  }

  get apiUrl(): string {
    return this.#machine.apiUrl;
  }

  /** A secret's value; of a structured one, its JSON text. */
  getSecret(secretId: string): Promise<string> {
    const fallback = this.#fallback;
    return withPublicErrors(() =>
      fallback === null
        ? getSecretValue(this.#machine, secretId)
        : readThrough(this.#machine, secretId, fallback),
    );
  }

  /** All fields of a structured secret. */
  async getFields(secretId: string): Promise<Record<string, string>> {
    return Object.fromEntries(await this.#fieldsOf(secretId));
  }

  /** One field of a structured secret. */
  async getField(secretId: string, field: string): Promise<string> {
    const fields = await this.#fieldsOf(secretId);
    const value = fields.get(field);
    if (value !== undefined) return value;
    const names = [...fields.keys()].map((name) => printableText(name, 80)).join(", ");
    throw new FieldNotFoundError(`The secret has no field ${printableText(String(field), 80)}.`, {
      remedy: `Its fields are: ${names}.`,
    });
  }

  /** What this machine may read, without values. */
  listSecrets(): Promise<SecretListItem[]> {
    return withPublicErrors(() => listReadable(this.#machine, null));
  }

  /** The same of one project. */
  listSecretsByProject(projectId: string): Promise<SecretListItem[]> {
    return withPublicErrors(() => listReadable(this.#machine, projectId));
  }

  /**
   * Values by variable name: `Database Credentials` becomes DATABASE_CREDENTIALS, a field is added with `_`. Refused as a
   * whole when two would share a name, or one would take over a process.
   */
  export(projectId?: string | null): Promise<Record<string, string>> {
    return withPublicErrors(async () => {
      const secrets = await exportSecrets(this.#machine, projectId ?? null);
      const named = secrets.map((secret) => ({
        ...secret,
        fieldNames: decodeFieldNames(this.#machine.apiUrl, secret.fieldNames),
      }));
      return Object.fromEntries(expandSecrets(named).map(({ name, value }) => [name, value]));
    });
  }

  /** The same values as a list, as they are stored: nothing is renamed, so nothing can collide. */
  exportSecrets(projectId?: string | null): Promise<ExportedSecret[]> {
    return withPublicErrors(() => exportSecrets(this.#machine, projectId ?? null));
  }

  /**
   * Keeps values that `getSecret`, `getFields` and `getField` read, encrypted beside the identity, and answers from there
   * while the server cannot be reached. Never after a refusal.
   */
  enableCache(options: CacheOptions = {}): this {
    const { identityFile, identity, privateKey } = this.#machine;
    if (identityFile === null)
      throw new ConfigurationError("A machine in memory has no cache.", {
        remedy:
          "Its key ends with the process, and with it whatever was kept. Enroll the machine on disk instead.",
      });
    const maxAgeSeconds = withPublicErrorsNow(() => readMaxAge(options));
    const { vaultId, machineId } = identity;
    const folder = join(dirname(identityFile), "cache");
    const cache = openOfflineCache({ folder, vaultId, machineId, privateKey });
    this.#fallback = { cache, maxAgeSeconds, onFallback: options.onFallback };
    return this;
  }

  /** Calls back when the secret changes, is deleted, or is withdrawn. Never keeps the process alive. */
  watch(secretId: string, callback: WatchCallback): void {
    withPublicErrorsNow(() => checkSecretId(secretId));
    this.#watch.watch(secretId, callback);
  }

  /** Ends every watch of this secret. */
  unwatch(secretId: string): void {
    this.#watch.unwatch(secretId);
  }

  /** Seconds between two questions for changes: 15 unless set, at least 10. */
  setPollInterval(seconds: number): void {
    this.#watch.setPollInterval(seconds);
  }

  /** Ends all watches and what they have under way. Reading goes on working. */
  close(): void {
    this.#watch.close();
  }

  toString(): string {
    return `SikkerKey(${printableText(this.machineName, 128)} in ${this.vaultId})`;
  }

  toJSON(): { vaultId: string; machineId: string; machineName: string } {
    const { vaultId, machineId, machineName } = this;
    return { vaultId, machineId, machineName };
  }

  async #fieldsOf(secretId: string): Promise<ReadonlyMap<string, string>> {
    const fields = parseFields(await this.getSecret(secretId));
    if (fields !== null) return fields;
    throw new SecretStructureError("The secret is a single value and has no fields.", {
      remedy: "Read it with getSecret().",
    });
  }
}

const loadFromDisk = (vaultOrPath: string | null): OpenMachine =>
  withPublicErrorsNow(() => loadSdkMachine(processEnvironment(), vaultOrPath || null));

function scheduleUnreferenced(run: () => void, delayMs: number): () => void {
  const timer = setTimeout(run, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
}
