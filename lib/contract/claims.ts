import { z } from "zod";
import { containerPlan } from "./bundles.ts";
import { type Instant, id } from "./fields.ts";

const MINUTE = 60;
/** How long a claim code may wait for its container. */
export const CLAIM_SECONDS = { min: 15 * MINUTE, max: 24 * 60 * MINUTE } as const;

export const createClaimInput = z.strictObject({
  ...containerPlan,
  claimLifetimeSeconds: z
    .int()
    .min(CLAIM_SECONDS.min, "A claim code lives at least 15 minutes.")
    .max(CLAIM_SECONDS.max, "A claim code lives at most 24 hours."),
});
export type CreateClaimInput = z.infer<typeof createClaimInput>;

export const claimInput = z.strictObject({ claimId: id("clm") });

/** Shown once. `file` is the whole text of `claim.json`, which is mounted into the container. */
export type CreatedClaimView = {
  id: string;
  machineName: string;
  file: string;
  expiresAt: Instant;
  secrets: { id: string; name: string; fieldNames: string[] | null }[];
};

export const CLAIM_STATES = ["open", "used", "revoked", "expired"] as const;

/** What the page asks for while it waits for the container. */
export type ClaimStatusView = {
  state: (typeof CLAIM_STATES)[number];
  secondsLeft: number;
  /** What bound itself with the code, as long as that machine exists. */
  machine: { id: string; name: string; fingerprint: string; sourceIp: string; boundAt: Instant } | null;
};

/** A claim that still may be used. */
export type OpenClaimView = { id: string; machineName: string; createdAt: Instant; expiresAt: Instant };

/**
 * Body of `POST /v1/claims/redeem`. `signature` is the new key's, base64, over `claimText` (`lib/protocol/claim.ts`): whoever
 * sends a key must hold it.
 */
export const redeemClaimInput = z.strictObject({
  claim: z.string().min(1).max(10_240),
  publicKey: z.string().max(4096),
  hostname: z.string().max(4096),
  signature: z.string().max(4096),
});
export type RedeemClaimInput = z.infer<typeof redeemClaimInput>;

/** `expiresAt` is epoch milliseconds, or null for a machine that does not expire. */
export type RedeemClaimView = {
  machineId: string;
  machineName: string;
  vaultId: string;
  expiresAt: number | null;
  apiUrl: string;
};
