import { readFileSync } from "node:fs";

/** `cli_global.json`, and `cli.json` in a container bundle (wire-protocol 6.3, DESIGN D15). */
export type ClientConfig = {
  readonly defaultVault: string | null;
  readonly aliases: ReadonlyMap<string, string>;
  /** The file as it was, so that keys of other clients survive our writing. */
  readonly raw: Readonly<Record<string, unknown>>;
};

const EMPTY: ClientConfig = { defaultVault: null, aliases: new Map(), raw: {} };

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
  const { default_vault: defaultVault, vault_aliases: aliases } = raw;
  const named = isRecord(aliases) ? Object.entries(aliases) : [];
  return {
    defaultVault: typeof defaultVault === "string" && defaultVault !== "" ? defaultVault : null,
    aliases: new Map(named.flatMap(([alias, id]) => (typeof id === "string" ? [[alias, id] as const] : []))),
    raw,
  };
}

/** The file's next text with these two preferences set. */
export function printClientConfig(config: ClientConfig, defaultVault: string, alias: string | null): string {
  const aliases = new Map(config.aliases);
  if (alias !== null) aliases.set(alias, defaultVault);
  const next = {
    ...config.raw,
    default_vault: defaultVault,
    vault_aliases: Object.fromEntries(aliases),
  };
  return `${JSON.stringify(next, null, 2)}\n`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
