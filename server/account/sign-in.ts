import { randomUUID } from "node:crypto";
import { inTransaction } from "#db/client.ts";
import { insertKnownDevice, isKnownDevice, touchKnownDevice } from "#db/queries/known-devices.ts";
import { insertSession } from "#db/queries/sessions.ts";
import { findUserForSignIn, holdPasswordHash } from "#db/queries/users.ts";
import type { SignInInput } from "#lib/contract/account.ts";
import { SESSION_LIFETIME_SECONDS } from "#lib/contract/account.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import { actingAs, type Context } from "../context.ts";
import { hashToken, randomSecret } from "../crypto/opaque-token.ts";
import { DUMMY_HASH, verifyPassword } from "../crypto/password.ts";
import { recordRefusal } from "./record-refusal.ts";
import { deviceLimits, strangerLimits } from "./sign-in-limits.ts";
import { giveAttemptsBack, takeAttempts, tooManyAttempts } from "./take-attempts.ts";

export type SignedIn = {
  readonly userId: string;
  /** For the session cookie; only its SHA-256 is stored. */
  readonly sessionSecret: string;
  /** For the device cookie: the one that came with the request when it is known, else a new one. */
  readonly deviceSecret: string;
};

/**
 * Checks e-mail and password and opens a session with an id of its own. The attempt is counted before the password is
 * looked at, and an unknown e-mail costs the same time as a wrong password. Throws `sign_in_failed` or, with the time to
 * wait, `too_many_requests`.
 */
export async function signIn(
  ctx: Context,
  input: SignInInput & { readonly deviceSecret: string | null },
): Promise<SignedIn> {
  const { email, password } = input;
  const deviceHash = input.deviceSecret === null ? null : hashToken(input.deviceSecret);
  const knownHash = deviceHash && (await isKnownDevice(ctx.db, deviceHash, email)) ? deviceHash : null;
  const limits = knownHash ? deviceLimits(knownHash) : strangerLimits(ctx.sourceIp, email);
  const user = await findUserForSignIn(ctx.db, email);

  const waitSeconds = await takeAttempts(ctx.db, limits, ctx.now);
  if (waitSeconds !== null) {
    await recordRefusal(ctx, user, "attempts_exceeded");
    throw tooManyAttempts(waitSeconds);
  }
  const checkedHash = user?.passwordHash ?? DUMMY_HASH;
  const isRight = await verifyPassword(checkedHash, password, knownHash ? "known" : "stranger");
  if (user === null || !isRight) {
    await recordRefusal(ctx, user, "credentials_wrong");
    throw new AppError("sign_in_failed");
  }

  const [sessionId, sessionSecret] = [randomUUID(), randomSecret()];
  const deviceSecret = knownHash && input.deviceSecret ? input.deviceSecret : randomSecret();
  await inTransaction(ctx.db, async (tx) => {
    if (!(await holdPasswordHash(tx, user.id, checkedHash))) throw new AppError("sign_in_failed");
    await insertSession(tx, {
      secretHash: hashToken(sessionSecret),
      id: sessionId,
      userId: user.id,
      sourceIp: ctx.sourceIp,
      userAgent: ctx.userAgent?.slice(0, 256) ?? "",
      lifetimeSeconds: SESSION_LIFETIME_SECONDS,
    });
    if (knownHash) await touchKnownDevice(tx, knownHash);
    else await insertKnownDevice(tx, { secretHash: hashToken(deviceSecret), userId: user.id });
    await giveAttemptsBack(tx, limits, ctx.now);
    const { id: userId, name, role, vaultId } = user;
    const owner = actingAs(ctx, { kind: "user", userId, name, email, sessionId, role, vaultId });
    await recordEvent(tx, owner, {
      action: "account.signed_in",
      outcome: "allowed",
      target: { kind: "session", id: sessionId, label: ctx.sourceIp },
    });
  });
  return { userId: user.id, sessionSecret, deviceSecret };
}
