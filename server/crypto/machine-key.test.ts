import { createPrivateKey, createPublicKey } from "node:crypto";
import { expect, test } from "vitest";
import { parsePrivateKey, publicKeyOf } from "#lib/sdk/private-key.ts";
import { makeMachineKey, privatePem } from "./machine-key.ts";

test("the PEM of a new key is the 48 bytes that OpenSSL writes itself, and its public half is the one that was vetted", () => {
  const { seed, publicKey } = makeMachineKey();
  expect(seed).toHaveLength(32);
  const pem = privatePem(seed).toString();
  const key = parsePrivateKey(pem);
  expect(publicKeyOf(key)).toBe(publicKey.toString("base64"));
  expect(key.export({ format: "pem", type: "pkcs8" })).toBe(pem);
  expect(key.export({ format: "der", type: "pkcs8" })).toHaveLength(48);
});

test("an RFC 8032 seed becomes its public key", () => {
  const seed = Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex");
  const spki = createPublicKey(createPrivateKey(privatePem(seed))).export({ format: "der", type: "spki" });
  expect(spki.subarray(12).toString("hex")).toBe(
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  );
});

test("no two keys are alike, and no other length is a seed", () => {
  const seeds = Array.from({ length: 50 }, () => makeMachineKey().seed.toString("hex"));
  expect(new Set(seeds).size).toBe(50);
  for (const length of [0, 31, 33, 48]) expect(() => privatePem(Buffer.alloc(length))).toThrow("32 bytes");
});
