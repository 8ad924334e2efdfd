import { isTest, type SourceFile } from "./source-files.ts";

/** Verbs whose transaction leaves no row of its own, with the reason. Everything else records what it did where it did it. */
export const UNRECORDED: Readonly<Record<string, string>> = {
  "server/access/take-all.ts": "each of its callers records what it took, and is held to it below",
  "server/reads/forget-nonces.ts": "housekeeping: a nonce that no window accepts protects nothing",
};

/** A change and its trace commit together, or there is no change. */
export function auditProblems({ path, text }: SourceFile): readonly string[] {
  if (!/^server\/[a-z]+\/[a-z-]+\.ts$/.test(path) || isTest(path) || path in UNRECORDED) return [];
  const changes = /\b(inTransaction|takeAll)\(/.test(text);
  const records = /\brecordEvents?\(/.test(text);
  return changes && !records ? [`${path} changes something in a transaction that records nothing`] : [];
}
