import { type Database, inTransaction, type Transaction } from "#db/client.ts";
import type { DenyReason } from "#lib/audit-events.ts";

type Refuse = (reason: DenyReason) => never;

/** Thrown to roll the transaction back, which gives back what was taken before. */
class Refused extends Error {
  readonly reason: DenyReason;
  constructor(reason: DenyReason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Several things in one transaction, or none of them: where `take` refuses, nothing was taken, and the reason is the answer.
 * `take` records in the same transaction what it took.
 */
export async function takeAll<T>(
  db: Database,
  take: (tx: Transaction, refuse: Refuse) => Promise<T>,
): Promise<{ readonly taken: T } | { readonly refusal: DenyReason }> {
  const refuse: Refuse = (reason) => {
    throw new Refused(reason);
  };
  try {
    return { taken: await inTransaction(db, (tx) => take(tx, refuse)) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { refusal: error.reason };
  }
}
