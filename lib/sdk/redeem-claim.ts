import { createHash, sign } from "node:crypto";
import { type ClaimFile, claimText } from "../protocol/claim.ts";
import { type KeyPair, parsePrivateKey } from "./private-key.ts";
import { type Enrolled, registerKey } from "./register-key.ts";

const REMEDIES: Readonly<Record<number, string>> = {
  400: "Check that claim.json is the file that was downloaded, unchanged.",
  403: "If the vault is full, delete machines that are gone, then start again: a refusal spends no claim.",
  404: "Check claim.json; if it is lost, make a new one with Create Container under Integrations.",
};

/** With a claim code a key made here becomes a machine that may read at once: the signature shows that we hold the key. */
export function redeemClaim(
  { claim, vaultId }: ClaimFile,
  { apiUrl, hostname, keyPair }: { apiUrl: string; hostname: string; keyPair: KeyPair },
): Promise<Enrolled> {
  const signature = signClaim(keyPair, { claim, vaultId, hostname });
  return registerKey({
    apiUrl,
    path: "/v1/claims/redeem",
    body: { claim, hostname, signature },
    vaultId,
    remedies: REMEDIES,
    keyPair,
  });
}

/** The key's signature over this claim and host, in base64. */
export function signClaim(
  { pem, publicKey }: KeyPair,
  { claim, vaultId, hostname }: { claim: string; vaultId: string; hostname: string },
): string {
  const codeSha256 = createHash("sha256").update(claim, "utf8").digest("hex");
  const text = claimText({ codeSha256, vaultId, publicKey, hostname });
  return sign(null, Buffer.from(text, "utf8"), parsePrivateKey(pem)).toString("base64");
}
