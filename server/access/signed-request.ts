import type { Check } from "./decide.ts";
import type { GuardrailFacts } from "./guardrail-facts.ts";

/** Facts of one signed request whose signature has been verified; times are the database's. */
export type SignedRequestFacts = GuardrailFacts & {
  readonly machine: {
    readonly isApproved: boolean;
    readonly isDisabled: boolean;
    readonly isExpired: boolean;
  } | null;
  readonly isFresh: boolean;
  readonly isFirstUse: boolean;
  readonly isWithinBudget: boolean;
};

/**
 * Who is asking (security.md 3.3, rows 7 and 8), from where and when. From *pending* on the answers are 403: the machine is
 * known. Its guardrails come last, because only a machine that may read at all is told which one is in its way.
 */
export const signedRequestChecks = [
  { deny: "machine_deleted", when: ({ machine }) => machine === null },
  { deny: "timestamp_out_of_window", when: ({ isFresh }) => !isFresh },
  { deny: "nonce_replayed", when: ({ isFirstUse }) => !isFirstUse },
  { deny: "machine_disabled", when: ({ machine }) => machine?.isDisabled === true },
  { deny: "machine_expired", when: ({ machine }) => machine?.isExpired === true },
  { deny: "machine_pending", when: ({ machine }) => machine?.isApproved !== true },
  { deny: "guardrail_source", when: ({ isSourceAllowed }) => !isSourceAllowed },
  { deny: "guardrail_hours", when: ({ isHourAllowed }) => !isHourAllowed },
  { deny: "budget_exceeded", when: ({ isWithinBudget }) => !isWithinBudget },
] as const satisfies readonly Check<SignedRequestFacts>[];
