import type { Check } from "./decide.ts";

/** Facts of an enrollment whose token was found by its hash; times are the database's. */
export type EnrollmentFacts = {
  readonly isRevoked: boolean;
  readonly isExpired: boolean;
  readonly isSourceAllowed: boolean;
  readonly isHostnameAllowed: boolean;
};

/** Runs before a retry is looked for and before a use is claimed, so a wrong network can never spend a use. */
export const enrollmentChecks = [
  { deny: "token_revoked", when: ({ isRevoked }) => isRevoked },
  { deny: "token_expired", when: ({ isExpired }) => isExpired },
  { deny: "source_not_allowed", when: ({ isSourceAllowed }) => !isSourceAllowed },
  { deny: "hostname_not_allowed", when: ({ isHostnameAllowed }) => !isHostnameAllowed },
] as const satisfies readonly Check<EnrollmentFacts>[];

/** Facts of an enrollment that is not a retry. */
export type NewMachineFacts = {
  readonly usesLeft: number;
  readonly isNameAllowed: boolean;
  readonly isPublicKeyGood: boolean;
};

export const newMachineChecks = [
  { deny: "token_exhausted", when: ({ usesLeft }) => usesLeft < 1 },
  { deny: "name_not_allowed", when: ({ isNameAllowed }) => !isNameAllowed },
  { deny: "public_key_invalid", when: ({ isPublicKeyGood }) => !isPublicKeyGood },
] as const satisfies readonly Check<NewMachineFacts>[];
