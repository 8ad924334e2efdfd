import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
const ALGORITHM = "aes-256-gcm";

/** A ciphertext, key or context that does not belong together. One error for every cause: callers learn nothing more. */
export class IntegrityError extends Error {
  constructor() {
    super("The ciphertext does not open");
    this.name = "IntegrityError";
  }
}

/** AES-256-GCM (SP 800-38D): random nonce ‖ ciphertext ‖ tag. A key must seal fewer than 2^32 messages. */
export function aeadSeal(key: Uint8Array, context: Uint8Array, plaintext: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(context);
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Opens what `aeadSeal` made or throws `IntegrityError`. The tag length is pinned because Node otherwise accepts a
 * four-byte tag, and nothing is returned before `final()` has checked it (security.md 2.3).
 */
export function aeadOpen(key: Uint8Array, context: Uint8Array, sealed: Uint8Array): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new IntegrityError();
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(context);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  // All of it, because GCM keeps nothing back; a copy would be one more that nobody overwrites.
  const opened = decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES));
  try {
    decipher.final();
  } catch {
    opened.fill(0);
    throw new IntegrityError();
  }
  return opened;
}
