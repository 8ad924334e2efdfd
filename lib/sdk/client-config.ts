import { readFileSync } from "node:fs";

/** `cli_global.json`, and `cli.json` in a container bundle (wire-protocol 6.3, DESIGN D15). */
export type ClientConfig = {
  readonly defaultVault: string | null;
  readonly aliases: ReadonlyMap<string, string>;
  /** Whether the command keeps what it reads for when the server cannot be reached. */
  readonly isCacheEnabled: boolean;
  /** The file as it was, so that keys of other clients survive our writing. */
  readonly raw: Readonly<Record<string, unknown>>;
};

const EMPTY: ClientConfig = { defaultVault: null, aliases: new Map(), isCacheEnabled: false, raw: {} };

/** An unreadable file means defaults: it holds preferences, nothing that may not be lost. */
export function readClientConfig(file: string): ClientConfig {
  try {
    const raw: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isRecord(raw) ? parseClientConfig(raw) : EMPTY;
  } catch {
    return EMPTY;
  }
}

function parseClientConfig(raw: Record<string, unknown>): ClientConfig {
  const { default_vault: defaultVault, vault_aliases: aliases, cache_enabled: cacheEnabled } = raw;
  const named = isRecord(aliases) ? Object.entries(aliases) : [];
  return {
    defaultVault: typeof defaultVault === "string" && defaultVault !== "" ? defaultVault : null,
    aliases: new Map(named.flatMap(([alias, id]) => (typeof id === "string" ? [[alias, id] as const] : []))),
    isCacheEnabled: cacheEnabled === true,
    raw,
  };
}

/** The file's next text: what is set here, and every key of other clients as it was. */
export function printClientConfig({ defaultVault, aliases, isCacheEnabled, raw }: ClientConfig): string {
  const { default_vault: _before, ...others } = raw;
  const next = {
    ...others,
    ...(defaultVault === null ? {} : { default_vault: defaultVault }),
    vault_aliases: Object.fromEntries(aliases),
    ...(isCacheEnabled || "cache_enabled" in raw ? { cache_enabled: isCacheEnabled } : {}),
  };
  return `${JSON.stringify(next, null, 2)}\n`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
