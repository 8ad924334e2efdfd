import type { SplitPlace } from "../crypto/envelope.ts";

/** Where the seed of a bundle's key is sealed. */
export const sealedPlace = (vaultId: string, bundleId: string): SplitPlace => ({
  purpose: "bundle",
  vaultId,
  objectId: bundleId,
  version: 1,
});

/** The half of its key that is in the link and nowhere else. */
export const linkHalf = (linkSecret: string): Uint8Array => Buffer.from(linkSecret, "utf8");
