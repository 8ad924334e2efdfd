/** What somebody should do something about, of a token that still works. */
export const TOKEN_HINTS = {
  uses_nearly_gone: "Four fifths of its uses are gone",
  ends_soon: "It ends soon",
  never_used: "Made more than a week ago and never used",
  unused: "Not used for 30 days",
} as const;
export type TokenHint = keyof typeof TOKEN_HINTS;

const DAY_MS = 86_400_000;
const USED_SHARE = 0.8;
const SOON = { ms: 7 * DAY_MS, share: 0.2 };
const NEVER_USED_AFTER_MS = 7 * DAY_MS;
const UNUSED_AFTER_MS = 30 * DAY_MS;

type Token = {
  readonly state: string;
  readonly uses: number;
  readonly maxUses: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
};

/** None for a token that has ended: nothing depends on it any more. Short-lived tokens are not said to end soon all their life. */
export function tokenHints(token: Token, now: Date): TokenHint[] {
  const { state, uses, maxUses, createdAt, expiresAt, lastUsedAt } = token;
  if (state !== "active") return [];
  const left = expiresAt.getTime() - now.getTime();
  const age = now.getTime() - createdAt.getTime();
  const hints: TokenHint[] = [];
  if (maxUses > 1 && uses >= maxUses * USED_SHARE) hints.push("uses_nearly_gone");
  if (left < SOON.ms && left < (age + left) * SOON.share) hints.push("ends_soon");
  if (lastUsedAt === null && age > NEVER_USED_AFTER_MS) hints.push("never_used");
  if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() > UNUSED_AFTER_MS) hints.push("unused");
  return hints;
}
