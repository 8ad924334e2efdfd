import { inTransaction } from "#db/client.ts";
import { endOtherSessions } from "#db/queries/sessions.ts";
import { findPasswordHash, replacePasswordHash } from "#db/queries/users.ts";
import { type ChangePasswordInput, SESSION_IDLE_SECONDS } from "#lib/contract/account.ts";
import { AppError, fieldError } from "#lib/errors.ts";
import { recordEvent, recordEvents } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { DUMMY_HASH, hashPassword, verifyPassword } from "../crypto/password.ts";
import { sessionRevoked } from "./session-revoked.ts";
import { passwordLimits } from "./sign-in-limits.ts";
import { giveAttemptsBack, takeAttempts, tooManyAttempts } from "./take-attempts.ts";

/** Replaces the password and ends every other session. A session alone may not: the current password is asked for. */
export async function changePassword(ctx: UserContext, input: ChangePasswordInput) {
  const { userId, sessionId, name } = ctx.actor;
  const target = { kind: "user", id: userId, label: name } as const;
  const action = "account.password_changed";

  const limits = passwordLimits(userId);
  const waitSeconds = await takeAttempts(ctx.db, limits, ctx.now);
  if (waitSeconds !== null) throw tooManyAttempts(waitSeconds);
  const from = (await findPasswordHash(ctx.db, userId)) ?? DUMMY_HASH;
  if (!(await verifyPassword(from, input.currentPassword, "known"))) {
    await inTransaction(ctx.db, (tx) =>
      recordEvent(tx, ctx, { action, outcome: "denied", reason: "credentials_wrong", target }),
    );
    throw fieldError("currentPassword", "This is not your current password.");
  }

  const to = await hashPassword(input.newPassword, "known");
  await inTransaction(ctx.db, async (tx) => {
    if (!(await replacePasswordHash(tx, userId, { from, to }))) {
      throw new AppError("conflict", {
        message: "The password was changed elsewhere in the meantime. Sign in again.",
      });
    }
    const ended = await endOtherSessions(tx, userId, sessionId, SESSION_IDLE_SECONDS);
    await giveAttemptsBack(tx, limits, ctx.now);
    await recordEvents(tx, ctx, [{ action, outcome: "allowed", target }, ...ended.map(sessionRevoked)]);
  });
  return {};
}
