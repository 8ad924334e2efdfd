import { createHash, sign } from "node:crypto";
import type { RedeemClaimInput } from "#lib/contract/claims.ts";
import { claimText } from "#lib/protocol/claim.ts";
import type { TestKey } from "./test-machine.ts";

type Sent = {
  readonly code: string;
  readonly vaultId: string;
  readonly key: TestKey;
  readonly hostname?: string;
};

/** What a container sends to redeem a claim with its new key; a test breaks one part of it. */
export function redemptionOf({ code, vaultId, key, hostname = "web-1" }: Sent): RedeemClaimInput {
  const text = claimText({
    codeSha256: createHash("sha256").update(code).digest("hex"),
    vaultId,
    publicKey: key.base64,
    hostname,
  });
  const signature = sign(null, Buffer.from(text), key.privateKey).toString("base64");
  return { claim: code, publicKey: key.base64, hostname, signature };
}
