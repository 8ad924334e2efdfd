import { createHash } from "node:crypto";
import { AppError } from "#lib/errors.ts";
import { CLOCK_WINDOW_SECONDS, signatureBase } from "#lib/protocol/signed-request.ts";
import { makeKeyPair } from "#lib/sdk/private-key.ts";
import type { MachineContext, ReadQueue } from "#server/access/machine-context.ts";
import type { MachineKeys } from "#server/access/machine-keys.ts";
import { denied } from "#server/access/reasons.ts";
import type { RequestMeter } from "#server/access/request-meter.ts";
import type { AnonymousActor, Context } from "#server/context.ts";
import { publicKeyObject, verifySignature } from "#server/crypto/ed25519.ts";
import type { HeaderReader } from "./route-handler.ts";
import { parseSignedHeaders } from "./signed-headers.ts";

type SignedRequest = {
  readonly method: string;
  readonly target: string;
  readonly body: Uint8Array;
  readonly headers: HeaderReader;
};

type Plane = {
  readonly machineKeys: MachineKeys;
  readonly meter: RequestMeter;
  readonly readQueue: ReadQueue;
};

// The database's clock decides exactly; this only spares it requests that no clock could accept.
const COARSE_WINDOW_SECONDS = CLOCK_WINDOW_SECONDS + 60;

// An unknown machine costs a look-up and a verification too, so that its answer takes as long as a wrong signature's.
const nobody = Buffer.from(makeKeyPair().publicKey, "base64");

/**
 * The machine behind a signed request, or one and the same 401 for whatever is wrong with it (security.md 3.3, rows 3–6).
 * Nothing is written before the signature has been verified, and a failure changes no machine's state: a refusal goes to the
 * log only, because a stranger must not fill the audit table.
 */
export async function machineContext(
  ctx: Context<AnonymousActor>,
  request: SignedRequest,
  { machineKeys, meter, readQueue }: Plane,
): Promise<MachineContext> {
  const signed = parseSignedHeaders(request.headers);
  if (signed === null) throw denied("headers_malformed");
  const skewSeconds = Math.abs(ctx.now.getTime() / 1000 - signed.timestampSeconds);
  if (skewSeconds > COARSE_WINDOW_SECONDS) throw denied("timestamp_out_of_window", signed.machineId);

  const kept = machineKeys.kept(signed.machineId);
  const machine = kept ?? (await machineKeys.lookUp(ctx.db, signed.machineId).catch(unableToAnswer));
  const bodyHash = createHash("sha256").update(request.body).digest("hex");
  const base = signatureBase(request.method, request.target, signed.timestamp, signed.nonce, bodyHash);
  const key = publicKeyObject(machine === null ? nobody : machine.publicKey);
  const isSigned = await verifySignature(key, Buffer.from(base), signed.signature);
  if (machine === null) throw denied("machine_unknown", signed.machineId);
  if (!isSigned) {
    // So does a known one whose key was at hand: the time would tell its id from one that nobody has (AT-10, AT-31).
    if (kept !== null) await machineKeys.lookUp(ctx.db, signed.machineId).catch(unableToAnswer);
    throw denied("signature_wrong", signed.machineId);
  }

  const { name, vaultId, tokenId } = machine;
  const actor = { kind: "machine", machineId: signed.machineId, name, vaultId, tokenId } as const;
  // Field by field: a spread of this many makes V8 a new shape for each request.
  const { requestId, sourceIp, isSourceCertain, userAgent, now, db, keyring, config, log } = ctx;
  return {
    actor,
    requestId,
    sourceIp,
    isSourceCertain,
    userAgent,
    now,
    db,
    keyring,
    config,
    log,
    proof: {
      timestampSeconds: signed.timestampSeconds,
      nonce: signed.nonce,
      publicKeyHex: machine.publicKeyHex,
    },
    meter,
    readQueue,
  };
}

function unableToAnswer(cause: unknown): never {
  throw new AppError("sealed", { cause });
}
