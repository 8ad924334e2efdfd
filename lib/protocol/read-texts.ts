/**
 * The texts of a JSON object of ours that has these keys and no other. Throws an `Error` that says what is wrong and repeats
 * nothing of the text; of a key that does not belong there it says what `refuseKey` makes of it.
 */
export function readTexts<Key extends string>(
  text: string,
  keys: readonly Key[],
  refuseKey: (key: string) => string,
): Record<Key, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new Error("it is not a JSON object");
  const values = new Map<string, unknown>(Object.entries(parsed));
  const extra = [...values.keys()].find((key) => !keys.some((known) => known === key));
  if (extra !== undefined) throw new Error(refuseKey(extra));
  const texts = {} as Record<Key, string>;
  for (const key of keys) {
    const value = values.get(key);
    if (typeof value !== "string" || value === "") throw new Error(`${key} is missing or not text`);
    texts[key] = value;
  }
  return texts;
}

/** It becomes a folder's name and a part of a path on the wire. */
export function refuseForgedVaultId(vaultId: string): void {
  if (!/^vault_[A-Za-z0-9]{1,64}$/.test(vaultId)) throw new Error("vaultId is not a vault id");
}
