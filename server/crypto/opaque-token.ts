import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

/** Enrollment token, bootstrap token, claim code of a container, secret of a bundle's link. */
export type TokenPrefix = "ske" | "skb" | "skc" | "skl";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BODY_CHARACTERS = 43; // 62^43 > 2^256
const CHECK_CHARACTERS = 6; // 62^6 > 2^32

function base62(value: bigint, characters: number): string {
  let text = "";
  for (let rest = value; text.length < characters; rest /= 62n) text = ALPHABET[Number(rest % 62n)] + text;
  return text;
}

const checksum = (text: string) => base62(BigInt(crc32(text)), CHECK_CHARACTERS);

/**
 * `ske_` + 256 random bits in base62 + a CRC-32 in base62: the prefix tells a scanner what leaked, the checksum discards a
 * mistyped token without a look-up (security.md 2.10).
 */
export function mintToken(prefix: TokenPrefix): string {
  const body = `${prefix}_${base62(BigInt(`0x${randomBytes(32).toString("hex")}`), BODY_CHARACTERS)}`;
  return body + checksum(body);
}

export function isWellFormedToken(prefix: TokenPrefix, text: string): boolean {
  const length = prefix.length + 1 + BODY_CHARACTERS + CHECK_CHARACTERS;
  if (text.length !== length || !text.startsWith(`${prefix}_`) || !/^[a-z]+_[0-9A-Za-z]+$/.test(text))
    return false;
  return checksum(text.slice(0, -CHECK_CHARACTERS)) === text.slice(-CHECK_CHARACTERS);
}

/** What is stored and looked up. A fast hash is enough for 256 random bits. */
export function hashToken(text: string): Uint8Array {
  return createHash("sha256").update(text, "utf8").digest();
}

/** 256 random bits as base64url, for links and cookies. */
export function randomSecret(): string {
  return randomBytes(32).toString("base64url");
}
