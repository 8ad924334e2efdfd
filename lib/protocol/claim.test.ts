import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { expect, test } from "vitest";
import { claimText } from "./claim.ts";

/** Whoever writes another client compares with these: seed 32 × 0x42, as in the vectors of signed requests. */
const GOLDEN = {
  code: "skc_0000000000000000000000000000000000000000000golden",
  codeSha256: "8e0e6d067be0e1066c035cc46f0761807c550d6bd594ea7f2d405e7809d4aaad",
  vaultId: "vault_golden0000000000",
  publicKey: "IVL40Zt5HSRFMkLhXy6rbLfP+ntqXtMAl5YOBpiB2xI=",
  hostname: "golden-host",
  signature: "UtXc5BqH8cW/zI/mzIDDnIc3oDwxvi+FWC5cN3BVhbGqStLC4kHyw8ralqtfTU8F8yoHOezpmSG0EyVNiAgqBQ==",
};

test("what is signed, and its signature, are these bytes", () => {
  expect(createHash("sha256").update(GOLDEN.code).digest("hex")).toBe(GOLDEN.codeSha256);
  const text = claimText(GOLDEN);
  expect(text).toBe(
    `sikkerkey claim v1\n${GOLDEN.codeSha256}\nvault_golden0000000000\n${GOLDEN.publicKey}\ngolden-host`,
  );
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, 0x42)]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const raw = createPublicKey(key).export({ format: "jwk" }).x ?? "";
  expect(Buffer.from(raw, "base64url").toString("base64")).toBe(GOLDEN.publicKey);
  expect(sign(null, Buffer.from(text, "utf8"), key).toString("base64")).toBe(GOLDEN.signature);
});
