import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject } from "node:crypto";

/** What one cache file holds. `fieldNames` is JSON text, as on the wire. */
export type CachedSecret = { readonly value: string; readonly name?: string; readonly fieldNames?: string };

/** Whose file it is. All of it is authenticated, so a file that was moved, renamed or taken over does not open. */
export type CachePlace = { readonly vaultId: string; readonly machineId: string; readonly secretId: string };

const LABEL = "sikkerkey-cache-v1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The cache's 32-byte key, from the machine's own private key (wire-protocol 8): who holds the identity opens the cache. */
export function cacheKey(privateKey: KeyObject, vaultId: string): Buffer {
  const { d } = privateKey.export({ format: "jwk" });
  return Buffer.from(hkdfSync("sha256", Buffer.from(d ?? "", "base64url"), vaultId, LABEL, 32));
}

/** A `.skc` file's text. `nonce` is 12 fresh random bytes, `cachedAt` Unix seconds. */
export function sealCached(
  key: Buffer,
  place: CachePlace,
  { value, name, fieldNames }: CachedSecret,
  { nonce, cachedAt }: { readonly nonce: Buffer; readonly cachedAt: number },
): string {
  const named = name === undefined || name === "" ? {} : { name };
  const plain = JSON.stringify({ value, ...named, ...(fieldNames === undefined ? {} : { fieldNames }) });
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(place, cachedAt));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return JSON.stringify({ v: 1, nonce: nonce.toString("base64"), ct: sealed.toString("base64"), cachedAt });
}

/** What a file's text holds, or null for one that is damaged, foreign, changed or of another version. Never throws. */
export function openCached(
  key: Buffer,
  place: CachePlace,
  text: string,
): (CachedSecret & { readonly cachedAt: number }) | null {
  try {
    const { v, nonce, ct, cachedAt } = JSON.parse(text);
    if (v !== 1 || typeof nonce !== "string" || typeof ct !== "string") return null;
    if (!Number.isSafeInteger(cachedAt) || cachedAt < 0) return null;
    const sealed = Buffer.from(ct, "base64");
    const iv = Buffer.from(nonce, "base64");
    if (iv.length !== NONCE_BYTES || sealed.length < TAG_BYTES) return null;
    const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(boundTo(place, cachedAt));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
    const cached = readPlain(JSON.parse(plain.toString("utf8")));
    return cached === null ? null : { ...cached, cachedAt };
  } catch {
    return null;
  }
}

function boundTo({ vaultId, machineId, secretId }: CachePlace, cachedAt: number): Buffer {
  return Buffer.from([LABEL, vaultId, machineId, secretId, String(cachedAt)].join("\0"), "utf8");
}

function readPlain({ value, name, fieldNames }: Record<string, unknown>): CachedSecret | null {
  if (typeof value !== "string") return null;
  return {
    value,
    ...(typeof name === "string" ? { name } : {}),
    ...(typeof fieldNames === "string" ? { fieldNames } : {}),
  };
}
