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
  readonly language: "sh" | "yaml";
  readonly content: string;
};

/** One CI provider: a pure function from a token's policy and the site's facts to files. It never sees the token. */
export type Integration = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly render: (policy: TokenPolicy, site: SiteFacts) => TextFile[];
};
