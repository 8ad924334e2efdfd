import { randomBytes, timingSafeEqual } from "node:crypto";
import { aeadOpen, aeadSeal, IntegrityError, NONCE_BYTES, TAG_BYTES } from "./aead.ts";
import { hkdfBlocks } from "./hkdf.ts";
import { lengthPrefixed } from "./length-prefix.ts";

type Place<Purpose extends string> = {
  readonly purpose: Purpose;
  readonly vaultId: string;
  readonly objectId: string;
  readonly version: number;
};

/** Where a ciphertext belongs. It is authenticated, so a blob moved to another row, version or vault does not open. */
export type SealPlace = Place<"secret">;

/** A place whose blobs open only together with a half of the key that we do not keep (security.md 2.8). */
export type SplitPlace = Place<"bundle">;

/** A vault key with its id; the id in a blob is a hint for finding the key and is authenticated as well. */
export type VaultKey = { readonly id: string; readonly key: Uint8Array };

/** A value whose key was unwrapped and compared, and nothing more. It is opened once or discarded; both wipe the key. */
export type UnwrappedEnvelope = {
  /** The plaintext, or `IntegrityError`. The key is wiped either way, so a second call is refused. */
  open(): Buffer;
  /** For a value that nobody may open after all; after `open` there is nothing left to wipe. */
  discard(): void;
};

const FORMAT = 1;
const AES_256_GCM = 1;
const KEY_BYTES = 32;
const ID_BYTES = 16;
const COMMIT_BYTES = 32;
const WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES;
const HEADER_BYTES = 2 + ID_BYTES;
const BODY_AT = HEADER_BYTES + WRAPPED_BYTES + COMMIT_BYTES;
const NOTHING = new Uint8Array();
const DERIVATION = Buffer.from("sikkerkey envelope v1");

/**
 * One fresh data key per call: `format ‖ alg ‖ vault key id ‖ wrapped data key ‖ commitment ‖ sealed value`.
 * GCM does not commit to its key, so a commitment derived beside the encryption key is stored and compared first.
 */
export function sealEnvelope(vaultKey: VaultKey, place: SealPlace, plaintext: Uint8Array): Buffer {
  return seal(vaultKey, place, NOTHING, plaintext);
}

/**
 * The same, under a key that is derived from the data key and `otherHalf` together: the vault key alone opens nothing. The other
 * half has 256 random bits at least, and is stored nowhere.
 */
export function sealSplitEnvelope(
  vaultKey: VaultKey,
  place: SplitPlace,
  otherHalf: Uint8Array,
  plaintext: Uint8Array,
): Buffer {
  if (otherHalf.length < KEY_BYTES) throw new Error("Half of a key has 256 bits at least");
  return seal(vaultKey, place, otherHalf, plaintext);
}

function seal(
  vaultKey: VaultKey,
  place: SealPlace | SplitPlace,
  otherHalf: Uint8Array,
  plaintext: Uint8Array,
): Buffer {
  const header = Buffer.concat([Buffer.from([FORMAT, AES_256_GCM]), idBytes(vaultKey.id)]);
  const context = placeContext(place, header);
  const dataKey = randomBytes(KEY_BYTES);
  const derived = derive(dataKey, otherHalf);
  try {
    return Buffer.concat([
      header,
      aeadSeal(vaultKey.key, wrapContext(context), dataKey),
      derived.commitment,
      aeadSeal(derived.key, context, plaintext),
    ]);
  } finally {
    dataKey.fill(0);
    derived.key.fill(0);
  }
}

/** Id of the vault key a blob was sealed under; throws `IntegrityError` on a shape we never write. */
export function envelopeKeyId(sealed: Uint8Array): string {
  if (sealed.length < BODY_AT + NONCE_BYTES + TAG_BYTES || sealed[0] !== FORMAT || sealed[1] !== AES_256_GCM)
    throw new IntegrityError();
  const hex = Buffer.from(sealed.buffer, sealed.byteOffset + 2, ID_BYTES).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** The first half of opening: everything but the value itself is checked, or it is an `IntegrityError`. */
export function unwrapEnvelope(vaultKey: VaultKey, place: SealPlace, sealed: Uint8Array): UnwrappedEnvelope {
  return unwrap(vaultKey, place, NOTHING, sealed);
}

/** The plaintext, or `IntegrityError` for any flipped bit, other key or other place. */
export function openEnvelope(vaultKey: VaultKey, place: SealPlace, sealed: Uint8Array): Buffer {
  return unwrap(vaultKey, place, NOTHING, sealed).open();
}

/** The same for a split envelope; another half than the one it was sealed with is one more thing that does not belong. */
export function openSplitEnvelope(
  vaultKey: VaultKey,
  place: SplitPlace,
  otherHalf: Uint8Array,
  sealed: Uint8Array,
): Buffer {
  return unwrap(vaultKey, place, otherHalf, sealed).open();
}

function unwrap(
  vaultKey: VaultKey,
  place: SealPlace | SplitPlace,
  otherHalf: Uint8Array,
  sealed: Uint8Array,
): UnwrappedEnvelope {
  if (envelopeKeyId(sealed) !== vaultKey.id) throw new IntegrityError();
  const context = placeContext(place, sealed.subarray(0, HEADER_BYTES));
  const wrapped = sealed.subarray(HEADER_BYTES, HEADER_BYTES + WRAPPED_BYTES);
  const dataKey = aeadOpen(vaultKey.key, wrapContext(context), wrapped);
  const { key, commitment } = derive(dataKey, otherHalf);
  dataKey.fill(0);
  let isWiped = false;
  const discard = () => {
    isWiped = true;
    key.fill(0);
  };
  if (!timingSafeEqual(commitment, sealed.subarray(BODY_AT - COMMIT_BYTES, BODY_AT))) {
    discard();
    throw new IntegrityError();
  }
  return {
    open() {
      // Not an `IntegrityError`: the blob is as it was, and a key of zeros must not say otherwise.
      if (isWiped) throw new Error("The key of this value was wiped");
      try {
        return aeadOpen(key, context, sealed.subarray(BODY_AT));
      } finally {
        discard();
      }
    },
    discard,
  };
}

// The data key has a fixed length, so that no two pairs of halves make one input.
function derive(dataKey: Uint8Array, otherHalf: Uint8Array): { key: Buffer; commitment: Buffer } {
  const input = Buffer.concat([dataKey, otherHalf]);
  const { first: key, second: commitment } = hkdfBlocks(input, DERIVATION);
  input.fill(0);
  return { key, commitment };
}

function placeContext(place: SealPlace | SplitPlace, header: Uint8Array): Buffer {
  return lengthPrefixed(
    "sikkerkey sealed v1",
    place.purpose,
    place.vaultId,
    place.objectId,
    String(place.version),
    header,
  );
}

const wrapContext = (context: Uint8Array) => lengthPrefixed("data key", context);

function idBytes(uuid: string): Buffer {
  const bytes = Buffer.from(uuid.replaceAll("-", ""), "hex");
  if (bytes.length !== ID_BYTES) throw new Error("A vault key id must be a UUID");
  return bytes;
}
