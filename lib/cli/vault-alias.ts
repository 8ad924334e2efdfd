import { UsageError } from "./usage-error.ts";

/** A word that may stand for a vault. One that looks like an id could hide the vault of that id. */
export function checkAlias(alias: string, label: string, command: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(alias))
    throw new UsageError(`${label} is letters, digits, . _ - and at most 64 characters.`, command);
  if (alias.startsWith("vault_"))
    throw new UsageError(`${label} may not begin with vault_, as the ids do.`, command);
  return alias;
}
