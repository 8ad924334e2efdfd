import type { FoundClaim } from "#db/queries/claim-bindings.ts";
import type { RedeemClaimInput } from "#lib/contract/claims.ts";
import { claimText } from "#lib/protocol/claim.ts";
import { canonicalBase64, publicKeyObject, SIGNATURE_BYTES, verifySignature } from "../crypto/ed25519.ts";
import { hashToken } from "../crypto/opaque-token.ts";

/** Whether the key that is sent signed this claim, by the vault that the claim is of and not the one the sender believes. */
export async function holdsKey(
  { vaultId }: FoundClaim,
  publicKey: Uint8Array,
  { claim, hostname, signature }: RedeemClaimInput,
): Promise<boolean> {
  const given = canonicalBase64(signature, SIGNATURE_BYTES);
  if (given === null) return false;
  const text = claimText({
    codeSha256: Buffer.from(hashToken(claim)).toString("hex"),
    vaultId,
    publicKey: Buffer.from(publicKey).toString("base64"),
    hostname,
  });
  return verifySignature(publicKeyObject(publicKey), Buffer.from(text, "utf8"), given);
}
