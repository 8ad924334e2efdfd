/**
 * How much one vault may hold at once. Far above what a team needs, so that only a script that runs wild or somebody who
 * means harm meets them (security.md AT-98). `what` and `remedy` are the sentence of the refusal.
 */
export const QUOTAS = {
  projects: { max: 1000, what: "projects", remedy: "Delete one that nobody needs." },
  secrets: {
    max: 50_000,
    what: "secrets, the trash included",
    remedy: "Remove some for good that nobody needs.",
  },
  /** Those that may still enroll. Ended ones stay for the log and are not counted. */
  tokens: {
    max: 1000,
    what: "open enrollment tokens",
    remedy: "Revoke those that no pipeline uses, or wait until some expire.",
  },
  /** More at once than anybody types in the ten minutes that each lives. */
  bootstrapTokens: {
    max: 100,
    what: "open bootstrap tokens",
    remedy: "Revoke some, or wait: each ends ten minutes after it was made.",
  },
  /** Those whose code may still be used. */
  claims: {
    max: 1000,
    what: "open claim codes",
    remedy: "Revoke those that no container will use, or wait until some expire.",
  },
  /** Those whose end was not recorded yet: runners that are gone are not counted. */
  machines: {
    max: 50_000,
    what: "machines",
    remedy: "Delete those that are gone, or wait until some expire.",
  },
} as const satisfies Record<string, { max: number; what: string; remedy: string }>;

export type Quota = keyof typeof QUOTAS;
