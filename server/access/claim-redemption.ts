import type { Check } from "./decide.ts";

/** Facts of one redemption of a claim that was found by its code's hash; times are the database's. */
export type ClaimFacts = {
  readonly isRevoked: boolean;
  readonly isUsed: boolean;
  readonly isExpired: boolean;
  readonly isPublicKeyGood: boolean;
  /** Whether the key signed this claim: who sends somebody else's key does not hold it. */
  readonly isKeyHeld: boolean;
};

/** For a redemption that is not a retry. */
export const claimChecks = [
  { deny: "claim_revoked", when: ({ isRevoked }) => isRevoked },
  { deny: "claim_used", when: ({ isUsed }) => isUsed },
  { deny: "claim_expired", when: ({ isExpired }) => isExpired },
  { deny: "public_key_invalid", when: ({ isPublicKeyGood }) => !isPublicKeyGood },
  { deny: "possession_unproven", when: ({ isKeyHeld }) => !isKeyHeld },
] as const satisfies readonly Check<ClaimFacts>[];
