import type { Check } from "./decide.ts";

/** Facts of a bootstrap token that was found by its hash; times are the database's. */
export type BootstrapTokenFacts = {
  readonly isRevoked: boolean;
  readonly isUsed: boolean;
  readonly isExpired: boolean;
};

export const bootstrapTokenChecks = [
  { deny: "bootstrap_revoked", when: ({ isRevoked }) => isRevoked },
  { deny: "bootstrap_used", when: ({ isUsed }) => isUsed },
  { deny: "bootstrap_expired", when: ({ isExpired }) => isExpired },
] as const satisfies readonly Check<BootstrapTokenFacts>[];

/** For a registration that is not a retry. */
export const registrationChecks = [
  ...bootstrapTokenChecks,
  { deny: "public_key_invalid", when: ({ isPublicKeyGood }) => !isPublicKeyGood },
] as const satisfies readonly Check<BootstrapTokenFacts & { readonly isPublicKeyGood: boolean }>[];
