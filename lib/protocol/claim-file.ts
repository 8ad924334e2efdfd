import type { ClaimFile } from "./claim.ts";

const KEYS = ["claim", "vaultId", "apiUrl"] as const;

/** Reads `claim.json`. Throws an `Error` that says which key is wrong; never repeats the text, which holds the code. */
export function parseClaimFile(text: string): ClaimFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new Error("it is not a JSON object");
  const entries = new Map<string, unknown>(Object.entries(parsed));
  if ([...entries.keys()].some((key) => !KEYS.some((known) => known === key)))
    throw new Error(`it has a key other than ${KEYS.join(", ")}`);
  const read = (key: (typeof KEYS)[number]): string => {
    const value = entries.get(key);
    if (typeof value !== "string" || value === "") throw new Error(`${key} is missing or not text`);
    return value;
  };
  const file = { claim: read("claim"), vaultId: read("vaultId"), apiUrl: read("apiUrl") };
  if (!/^skc_[0-9A-Za-z]{49}$/.test(file.claim)) throw new Error("claim is not a claim code");
  // It becomes a folder name.
  if (!/^vault_[A-Za-z0-9]{1,64}$/.test(file.vaultId)) throw new Error("vaultId is not a vault id");
  return file;
}
