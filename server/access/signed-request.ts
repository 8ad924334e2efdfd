import type { Check } from "./decide.ts";

/** Facts of one signed request whose signature has been verified; times are the database's. */
export type SignedRequestFacts = {
  readonly machine: {
    readonly isApproved: boolean;
    readonly isDisabled: boolean;
    readonly isExpired: boolean;
  } | null;
  readonly isFresh: boolean;
  readonly isFirstUse: boolean;
};

/** Who is asking (security.md 3.3, rows 7 and 8). Pending comes last: it is the one answer that is not a 401. */
export const signedRequestChecks = [
  { deny: "machine_deleted", when: ({ machine }) => machine === null },
  { deny: "timestamp_out_of_window", when: ({ isFresh }) => !isFresh },
  { deny: "nonce_replayed", when: ({ isFirstUse }) => !isFirstUse },
  { deny: "machine_disabled", when: ({ machine }) => machine?.isDisabled === true },
  { deny: "machine_expired", when: ({ machine }) => machine?.isExpired === true },
  { deny: "machine_pending", when: ({ machine }) => machine?.isApproved !== true },
] as const satisfies readonly Check<SignedRequestFacts>[];
