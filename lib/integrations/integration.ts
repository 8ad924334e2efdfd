import type { TokenPolicy } from "../contract/tokens.ts";

/** What generated files need to know of this server; all of it public. */
export type SiteFacts = {
  /** Public origin, no trailing slash. */
  readonly baseUrl: string;
  readonly cliVersion: string;
  /** Of the tarball, hexadecimal. */
  readonly cliSha256: string;
  /** Path of the tarball below the origin, such as `/npm/@sikkerkey/cli/-/cli-1.0.0.tgz`. */
  readonly cliFile: string;
  /** The day the files are made, such as `2026-11-20`, in UTC. */
  readonly madeAt: string;
};

export type TextFile = {
  readonly path: string;
  readonly language: "sh" | "yaml" | "groovy";
  readonly content: string;
};

/** What the dialog and the documentation say about a provider, once, in the same words. */
export type Guide = {
  readonly prerequisites: readonly string[];
  readonly whereTheTokenGoes: readonly string[];
  /** A command that stores the token, where that is no form in a browser. */
  readonly storeLine?: string;
  /** How the provider's form for the token is to be filled in, word for word as it labels its fields. */
  readonly variableSettings: readonly { readonly setting: string; readonly value: string }[];
  /** What of a value this provider hides in its log, and what it cannot. */
  readonly masking: string;
  readonly waysToCall: readonly { readonly line: string; readonly does: string }[];
  readonly troubleshooting: readonly { readonly title: string; readonly remedy: string }[];
};

/** One CI provider: a pure function from a token's policy and the site's facts to files. It never sees the token. */
export type Integration = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly guide: Guide;
  readonly render: (policy: TokenPolicy, site: SiteFacts) => TextFile[];
};
