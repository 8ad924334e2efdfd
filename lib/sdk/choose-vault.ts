import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { ClientConfig } from "./client-config.ts";
import { ClientError } from "./client-error.ts";
import { printableText } from "./printable-text.ts";

/** Vaults with an identity under this home, in name order. */
export function vaultsOnDisk(home: string): string[] {
  const folder = join(home, "vaults");
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.filter((name) => existsSync(join(folder, name, "identity.json"))).sort();
}

type Choice = {
  readonly home: string;
  readonly config: ClientConfig;
  /** A vault id or alias somebody asked for, and where they did. */
  readonly asked: { readonly vault: string; readonly source: string } | null;
};

/** Which vault a command is about: the one asked for, else the default, else the only one. */
export function chooseVault({ home, config, asked }: Choice): string {
  const vaults = vaultsOnDisk(home);
  const wanted = asked ?? byDefault(config);
  if (wanted !== null) {
    const id = config.aliases.get(wanted.vault) ?? wanted.vault;
    if (vaults.includes(id)) return id;
    throw new ClientError(
      "identity",
      `${wanted.source} names ${printableText(wanted.vault, 80)}, but this computer has no identity for it.`,
      { remedy: vaults.length === 0 ? NONE : `It has one for: ${vaults.join(", ")}.` },
    );
  }
  const [only, ...others] = vaults;
  if (only === undefined)
    throw new ClientError("identity", `There is no identity under ${printableText(home)}.`, { remedy: NONE });
  if (others.length > 0)
    throw new ClientError("identity", `This computer has identities for ${vaults.length} vaults.`, {
      remedy: `Choose one with \`sikkerkey connect <vault>\` or SIKKERKEY_VAULT: ${vaults.join(", ")}.`,
    });
  return only;
}

const NONE = "Enroll this machine with `sikkerkey enroll`, or set SIKKERKEY_HOME to where its identity is.";

function byDefault(config: ClientConfig) {
  return config.defaultVault === null ? null : { vault: config.defaultVault, source: "The default vault" };
}
