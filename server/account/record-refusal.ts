import { inTransaction } from "#db/client.ts";
import type { DenyReason } from "#lib/audit-events.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { Context } from "../context.ts";
import { refusalRecordLimits } from "./sign-in-limits.ts";
import { takeAttempts } from "./take-attempts.ts";

type Account = { readonly id: string; readonly email: string; readonly vaultId: string };

/**
 * Records a refused sign-in, in the vault of the account it was aimed at, up to a number per source and minute: a flood is
 * seen from its first rows and cannot fill the log. An address that has no account is not written down.
 */
export async function recordRefusal(
  ctx: Context,
  account: Account | null,
  reason: DenyReason,
): Promise<void> {
  const isFlood = (await takeAttempts(ctx.db, refusalRecordLimits(ctx.sourceIp), ctx.now)) !== null;
  if (isFlood) return;
  const about = account && {
    vaultId: account.vaultId,
    target: { kind: "user", id: account.id, label: account.email } as const,
  };
  await inTransaction(ctx.db, (tx) =>
    recordEvent(tx, ctx, { action: "account.sign_in_refused", outcome: "denied", reason, ...about }),
  );
}
