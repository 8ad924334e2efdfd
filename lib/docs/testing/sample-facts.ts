import { type DocFacts, SAMPLE_NAMES } from "../doc-facts.ts";

/** A server whose facts are known, for tests of pages. */
export const SAMPLE_FACTS: DocFacts = {
  ...SAMPLE_NAMES,
  baseUrl: "https://secrets.example",
  cliVersion: "1.0.0",
  cliSha256: "ab".repeat(32),
  cliFile: "/npm/@sikkerkey/cli/-/cli-1.0.0.tgz",
  madeAt: "2026-11-20",
};
