import type { Check } from "./decide.ts";

/** What the machine may read (security.md 4.1). A null secret is unknown or of another vault; both look alike. */
export type SecretReadFacts = {
  readonly secret: {
    readonly isDeleted: boolean;
    readonly isGranted: boolean;
    readonly isLinked: boolean;
  } | null;
};

/** *Deleted* is told only to a machine that holds the grant; everyone else gets the one answer for *not yours*. */
export const secretReadChecks = [
  { deny: "secret_unknown", when: ({ secret }) => secret === null },
  { deny: "project_not_linked", when: ({ secret }) => secret?.isLinked !== true },
  { deny: "grant_missing", when: ({ secret }) => secret?.isGranted !== true },
  { deny: "secret_deleted", when: ({ secret }) => secret?.isDeleted !== false },
] as const satisfies readonly Check<SecretReadFacts>[];
