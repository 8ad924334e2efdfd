import { createHash, createPublicKey, verify } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { claimText } from "../../protocol/claim.ts";
import type { FakeAnswer, FakeState } from "./fake-state.ts";
import { CLAIM, MACHINE_ID, VAULT_ID } from "./world.ts";

const refusal = (status: number, error: string): FakeAnswer => ({ status, body: { error } });

/** One claim for one key that shows that it is held; the same key again is the same machine, until that is over. */
export function answerClaim(state: FakeState, request: IncomingMessage, body: Buffer): FakeAnswer {
  const input = JSON.parse(body.toString("utf8")) as Record<string, string>;
  const { claim = "", publicKey = "", hostname = "", signature = "" } = input;
  if (claim !== CLAIM) return refusal(404, "Claim code not found");
  const key = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey, "base64").toString("base64url") },
    format: "jwk",
  });
  const codeSha256 = createHash("sha256").update(claim).digest("hex");
  const text = claimText({ codeSha256, vaultId: VAULT_ID, publicKey, hostname });
  if (!verify(null, Buffer.from(text), key, Buffer.from(signature, "base64")))
    return refusal(400, "The signature does not show that you hold this key.");
  const isOwn = state.enrolledKeys.includes(publicKey);
  if (state.isClaimOver || (!isOwn && state.enrolledKeys.length > 0))
    return refusal(410, "This claim code was used, revoked or has expired.");
  if (!isOwn) state.enrolledKeys.push(publicKey);
  state.publicKey = publicKey;
  return {
    status: 200,
    body: {
      machineId: MACHINE_ID,
      machineName: "quiet-otter-7f3a",
      vaultId: VAULT_ID,
      expiresAt: null,
      apiUrl: `http://${request.headers.host}`,
    },
  };
}
