/**
 * What a container's new key signs to show that somebody holds it. Lines, because each part is of a charset without line
 * breaks: the format, the SHA-256 of the claim code in hexadecimal, the vault, the raw public key in base64, the hostname.
 */
export function claimText(parts: {
  codeSha256: string;
  vaultId: string;
  publicKey: string;
  hostname: string;
}): string {
  return ["sikkerkey claim v1", parts.codeSha256, parts.vaultId, parts.publicKey, parts.hostname].join("\n");
}

/** `claim.json`, the one file that is mounted. Unknown keys are refused by whoever reads it. */
export type ClaimFile = { readonly claim: string; readonly vaultId: string; readonly apiUrl: string };
