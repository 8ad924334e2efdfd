import { createHash } from "node:crypto";

/** Of the raw 32 bytes, written as OpenSSH writes fingerprints: base64 without padding. */
export function keyFingerprint(publicKey: Uint8Array): string {
  return `SHA256:${createHash("sha256").update(publicKey).digest("base64").replace(/=+$/, "")}`;
}
