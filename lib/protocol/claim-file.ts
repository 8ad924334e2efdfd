import type { ClaimFile } from "./claim.ts";
import { readTexts, refuseForgedVaultId } from "./read-texts.ts";

const KEYS = ["claim", "vaultId", "apiUrl"] as const;

/** Reads `claim.json`. Throws an `Error` that says which key is wrong; never repeats the text, which holds the code. */
export function parseClaimFile(text: string): ClaimFile {
  const file = readTexts(text, KEYS, () => `it has a key other than ${KEYS.join(", ")}`);
  if (!/^skc_[0-9A-Za-z]{49}$/.test(file.claim)) throw new Error("claim is not a claim code");
  refuseForgedVaultId(file.vaultId);
  return file;
}
