import { MACHINE_ID } from "#lib/ids.ts";
import { isNonce, SIGNED_HEADERS, TIMESTAMP } from "#lib/protocol/signed-request.ts";
import { canonicalBase64, SIGNATURE_BYTES } from "#server/crypto/ed25519.ts";
import type { HeaderReader } from "./route-handler.ts";

export type SignedHeaders = {
  readonly machineId: string;
  /** As sent, for the signature base. */
  readonly timestamp: string;
  readonly timestampSeconds: number;
  readonly nonce: string;
  readonly signature: Uint8Array;
};

/**
 * The four headers when each has exactly the form that the public clients send, else null (security.md 3.2). The machine
 * id is not in the signed text, so only its canonical spelling is taken: another spelling would be another nonce key.
 */
export function parseSignedHeaders(headers: HeaderReader): SignedHeaders | null {
  const machineId = headers.get(SIGNED_HEADERS.machineId) ?? "";
  const timestamp = headers.get(SIGNED_HEADERS.timestamp) ?? "";
  const nonce = headers.get(SIGNED_HEADERS.nonce) ?? "";
  const signature = canonicalBase64(headers.get(SIGNED_HEADERS.signature) ?? "", SIGNATURE_BYTES);
  if (!MACHINE_ID.test(machineId) || !TIMESTAMP.test(timestamp) || !isNonce(nonce) || signature === null)
    return null;
  return { machineId, timestamp, timestampSeconds: Number(timestamp), nonce, signature };
}
