import { createHash, sign } from "node:crypto";
import { type ClaimFile, claimText } from "#lib/protocol/claim.ts";
import { type NewKey, newKey } from "./register-machine.ts";

export type Redeemed = { readonly status: number; readonly key: NewKey; readonly machineId: string | null };

/** What a container does with its claim file at the first start: a key of its own, and the proof that it holds it. */
export async function redeemClaim(
  { claim, vaultId, apiUrl }: ClaimFile,
  { hostname = "container", key = newKey() } = {},
): Promise<Redeemed> {
  const codeSha256 = createHash("sha256").update(claim).digest("hex");
  const text = claimText({ codeSha256, vaultId, publicKey: key.publicKey, hostname });
  const signature = sign(null, Buffer.from(text), key.privateKey).toString("base64");
  const answer = await fetch(`${apiUrl}/v1/claims/redeem`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ claim, publicKey: key.publicKey, hostname, signature }),
  });
  const { machineId = null } = (await answer.json()) as { machineId?: string };
  return { status: answer.status, key, machineId };
}
