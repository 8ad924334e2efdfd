import { createPrivateKey } from "node:crypto";
import { expect, test } from "vitest";
import { publicKeyOf } from "./private-key.ts";
import { signClaim } from "./redeem-claim.ts";

test("a claim is signed as the vector of lib/protocol says", () => {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, 0x42)]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const pem = key.export({ format: "pem", type: "pkcs8" }).toString();
  const signature = signClaim(
    { pem, publicKey: publicKeyOf(key) },
    {
      claim: "skc_0000000000000000000000000000000000000000000golden",
      vaultId: "vault_golden0000000000",
      hostname: "golden-host",
    },
  );
  expect(signature).toBe(
    "UtXc5BqH8cW/zI/mzIDDnIc3oDwxvi+FWC5cN3BVhbGqStLC4kHyw8ralqtfTU8F8yoHOezpmSG0EyVNiAgqBQ==",
  );
});
