import { createHash, createPublicKey, verify } from "node:crypto";
import type { IncomingMessage } from "node:http";
import {
  CLOCK_WINDOW_SECONDS,
  isNonce,
  SIGNATURE,
  signatureBase,
  TIMESTAMP,
} from "../../protocol/signed-request.ts";
import type { FakeAnswer, FakeState } from "./fake-state.ts";
import { MACHINE_ID } from "./world.ts";

const UNAUTHENTICATED: FakeAnswer = { status: 401, body: { error: "Authentication failed" } };

/** The refusal of a request that is not signed as the vectors say, or null for one that is. */
export function refuseSignature(state: FakeState, request: IncomingMessage, body: Buffer): FakeAnswer | null {
  const { method = "", url = "", headers } = request;
  if (url.includes("?")) return { status: 400, body: { error: "The request is not valid." } };
  const text = (name: string) => {
    const value = headers[name];
    return typeof value === "string" ? value : "";
  };
  const [timestamp, nonce, signature] = [text("x-timestamp"), text("x-nonce"), text("x-signature")];
  const isShaped = TIMESTAMP.test(timestamp) && isNonce(nonce) && SIGNATURE.test(signature);
  if (!isShaped || text("x-machine-id") !== MACHINE_ID || state.publicKey === "") return UNAUTHENTICATED;
  const skew = Math.abs(Date.now() / 1000 + state.clockOffsetSeconds - Number(timestamp));
  if (skew > CLOCK_WINDOW_SECONDS) return UNAUTHENTICATED;
  const hash = createHash("sha256").update(body).digest("hex");
  const base = signatureBase(method, url, timestamp, nonce, hash);
  const key = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(state.publicKey, "base64").toString("base64url") },
    format: "jwk",
  });
  if (!verify(null, Buffer.from(base), key, Buffer.from(signature, "base64"))) return UNAUTHENTICATED;
  if (state.seenNonces.has(nonce)) return UNAUTHENTICATED;
  state.seenNonces.add(nonce);
  return null;
}
