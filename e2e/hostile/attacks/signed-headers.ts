import { createHash, randomBytes, sign } from "node:crypto";
import { baseOf, freshNonce, headerLines, requestText, secondsFromNow, utf8 } from "#e2e/raw-signed.ts";
import { okValue, unauthenticated, unreadable } from "./answers.ts";
import type { Answer, Attack, AttackId } from "./attack.ts";
import { aRead } from "./effects.ts";
import type { Ground } from "./ground.ts";
import { addOrder, IDENTITIES, identityR } from "./odd-signatures.ts";

type Odd = {
  readonly timestamp?: string;
  readonly nonce?: string;
  /** Of the bytes to sign, the header's text. */
  readonly signature?: (base: Buffer, ground: Ground) => string;
};

const honest = (base: Buffer, { machine }: Ground) => sign(null, base, machine.privateKey).toString("base64");

/** A read whose signature is right for exactly these odd headers. */
function odd(at: AttackId, name: string, what: Odd | (() => Odd), answer: Answer = unauthenticated): Attack {
  return {
    at,
    name,
    answer,
    bytes: (ground) => {
      const given = typeof what === "function" ? what() : what;
      const { timestamp = secondsFromNow(0), nonce = freshNonce(), signature = honest } = given;
      const path = `/v1/secret/${ground.secret.id}`;
      const text = signature(baseOf({ path, timestamp, nonce }), ground);
      const { id } = ground.machine;
      return requestText(`GET ${path}`, headerLines({ id, timestamp, nonce, signature: text }));
    },
  };
}

const fullWidth = (digits: string) =>
  utf8([...digits].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join(""));

const TIMESTAMPS: readonly (readonly [string, (now: string) => string])[] = [
  ["in exponents", () => "1.7e9"],
  ["in hexadecimal", (now) => `0x${Number(now).toString(16)}`],
  ["with a plus", (now) => `+${now}`],
  ["with a minus", (now) => `-${now}`],
  ["with a leading zero", (now) => `0${now}`],
  ["with a fraction", (now) => `${now}.0`],
  ["with a space inside", (now) => `${now.slice(0, 5)} ${now.slice(5)}`],
  ["with a space in front, signed with it", (now) => ` ${now}`],
  ["with a comma", (now) => `${now},${now}`],
  ["with a separator", (now) => `${now.slice(0, 4)}_${now.slice(4)}`],
  ["in full-width digits", fullWidth],
  ["in milliseconds", (now) => `${now}000`],
  ["in microseconds", (now) => `${now}000000`],
  ["of 400 digits", (now) => now.padEnd(400, "0")],
  ["empty", () => ""],
  ["zero", () => "0"],
  ["infinite", () => "Infinity"],
];

const NONCES: readonly (readonly [string, () => string])[] = [
  ["of 15 bytes", () => randomBytes(15).toString("base64")],
  ["of 17 bytes", () => randomBytes(17).toString("base64")],
  ["url-safe", () => `-_${freshNonce().slice(2)}`],
  ["without padding", () => freshNonce().slice(0, -2)],
  ["with bits to spare", () => `${freshNonce().slice(0, 21)}B==`],
  ["with a space inside", () => `${freshNonce().slice(0, 10)} ${freshNonce().slice(11)}`],
  ["with a space in front, signed with it", () => ` ${freshNonce()}`],
  ["empty", () => ""],
  ["of 4 KB", () => "A".repeat(4096)],
  ["with a colon", () => `${freshNonce().slice(0, 20)}:A==`],
  ["in upper-case hex", () => randomBytes(16).toString("hex").toUpperCase().replace(/^./, "A")],
  ["of 31 hex digits", () => randomBytes(16).toString("hex").slice(1)],
  ["of 34 hex digits", () => randomBytes(17).toString("hex")],
  ["twice in one", () => `${freshNonce()}, ${freshNonce()}`],
  ["as a UUID", () => crypto.randomUUID()],
];

const text64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const SIGNATURES: readonly (readonly [string, (base: Buffer, ground: Ground) => string])[] = [
  ["of 63 bytes", (base, ground) => text64(Buffer.from(honest(base, ground), "base64").subarray(1))],
  [
    "of 65 bytes",
    (base, ground) => text64(Buffer.concat([Buffer.from(honest(base, ground), "base64"), Buffer.alloc(1)])),
  ],
  ["with S + L", (base, { machine }) => text64(addOrder(machine.privateKey, base))],
  ["all zero", () => text64(Buffer.alloc(64))],
  [
    "url-safe",
    (base, ground) => `${honest(base, ground).slice(0, -4).replaceAll("+", "-").replaceAll("/", "_")}-_==`,
  ],
  ["without padding", (base, ground) => honest(base, ground).slice(0, -2)],
  ["with bits to spare", (base, ground) => spareBits(honest(base, ground))],
  ["with junk that a decoder skips", (base, ground) => honest(base, ground).replace(/^(.{40})/, "$1!*")],
  ["with a space that a decoder skips", (base, ground) => honest(base, ground).replace(/^(.{40})/, "$1 ")],
  ["with something after the padding", (base, ground) => `${honest(base, ground)}AAAA`],
  ["in hex", (base, ground) => Buffer.from(honest(base, ground), "base64").toString("hex")],
  ["empty", () => ""],
  ["over the hash of the text", (base, ground) => honest(createHash("sha512").update(base).digest(), ground)],
  ...IDENTITIES.map(
    ([how, spelling]) =>
      [
        `with the identity for R, ${how}`,
        (base: Buffer, { machine }: Ground) => text64(identityR(machine.privateKey, base, spelling)),
      ] as const,
  ),
];

/** The last character before the padding carries two bits; this sets one of the other four. */
function spareBits(text: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return `${text.slice(0, 85)}${alphabet[alphabet.indexOf(text.charAt(85)) + 1]}==`;
}

/** Spellings of the signed headers that only some readers would take (AT-05 to AT-07). */
export const signedHeaders: readonly Attack[] = [
  ...TIMESTAMPS.map(([name, spell]) => odd("AT-05", name, () => ({ timestamp: spell(secondsFromNow(0)) }))),
  odd("AT-05", "with a line end", () => ({ timestamp: `${secondsFromNow(0)}\n` }), unreadable()),
  {
    ...odd("AT-06", "in 32 lower-case hex digits is the other spelling that clients use", () => ({
      nonce: randomBytes(16).toString("hex"),
    })),
    answer: ({ secret }) => okValue(secret),
    effect: aRead,
  },
  ...NONCES.map(([name, nonce]) => odd("AT-06", name, () => ({ nonce: nonce() }))),
  ...SIGNATURES.map(([name, signature]) => odd("AT-07", name, { signature })),
];
