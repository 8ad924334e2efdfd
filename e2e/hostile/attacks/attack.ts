import type { RawAnswer } from "#e2e/raw-request.ts";
import type { Ground } from "./ground.ts";

/** A row of security.md 6.4. */
export type AttackId = `AT-${number}`;

/** One answer, exactly; where a page is meant, what of it matters. */
export type Answer = {
  readonly status: number;
  /** Every header but those that only this exchange has, unless `isPage`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | RegExp;
  /** A page's markup and Next's own headers are not ours to fix: the named headers must be there, others may be. */
  readonly isPage?: true;
};

/**
 * What the request leaves in the database: for each table the rows that come or change, each with at least these columns.
 * Whatever is not named must not have changed.
 */
export type Effect = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

type Named = { readonly at: AttackId; readonly name: string };

/** One hostile request, its answer and its trace. */
export type Attack = Named & {
  /** Exact bytes, one character each. May prepare what the attacker would find: the look at the database comes after. */
  readonly bytes: (ground: Ground) => string | Promise<string>;
  readonly answer: Answer | ((ground: Ground) => Answer);
  readonly effect?: Effect;
  /** Source address; one of its own otherwise, so that one row's failures do not answer for another's. */
  readonly from?: string;
  /** Sent after `bytes`, piece by piece. */
  readonly drip?: { readonly chunks: readonly string[]; readonly everyMs: number };
  /** Takes seconds of waiting: runs beside the other slow ones. */
  readonly isSlow?: true;
  /** What else must be so afterwards. */
  readonly afterwards?: (ground: Ground, answer: RawAnswer) => void | Promise<void>;
};

/** An attack that is more than one request; it states its expectations itself. */
export type Story = Named & { readonly play: (ground: Ground) => Promise<void> };

export const isStory = (row: Attack | Story): row is Story => "play" in row;
