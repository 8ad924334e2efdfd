import { z } from "zod";
import { type Instant, line } from "./fields.ts";

export const PASSWORD_MIN_CHARACTERS = 12;
export const PASSWORD_MAX_CHARACTERS = 256;

/** A person away for two hours signs in again; nobody stays signed in for more than twelve (ASVS 7.3). */
export const SESSION_IDLE_SECONDS = 2 * 3600;
export const SESSION_LIFETIME_SECONDS = 12 * 3600;
/** How long a browser is remembered for its own count of attempts; it is never a credential. */
export const DEVICE_LIFETIME_SECONDS = 365 * 86_400;

/** One canonical form per address: counters, look-ups and uniqueness all use it (security.md 3.5). */
export const email = z
  .string()
  .trim()
  .max(254, "Use at most 254 characters.")
  .regex(/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/, "Enter an e-mail address.")
  .transform((text) => text.toLowerCase());

export const newPassword = z
  .string()
  .min(PASSWORD_MIN_CHARACTERS, `Use at least ${PASSWORD_MIN_CHARACTERS} characters.`)
  .max(PASSWORD_MAX_CHARACTERS, `Use at most ${PASSWORD_MAX_CHARACTERS} characters.`);

export const createOwnerInput = z.strictObject({
  /** The set-up link's secret, from its fragment. */
  setupSecret: z.string().min(1).max(200),
  name: line("name", 80),
  email,
  password: newPassword,
  vaultName: line("vault name", 80),
});
export type CreateOwnerInput = z.infer<typeof createOwnerInput>;

const typedPassword = (missing: string) =>
  z
    .string()
    .min(1, missing)
    .max(PASSWORD_MAX_CHARACTERS, `A password has at most ${PASSWORD_MAX_CHARACTERS} characters.`);

export const signInInput = z.object({ email, password: typedPassword("Enter the password.") });
export type SignInInput = z.infer<typeof signInInput>;

export const changePasswordInput = z.strictObject({
  currentPassword: typedPassword("Enter your current password."),
  newPassword,
});
export type ChangePasswordInput = z.infer<typeof changePasswordInput>;

/** A session's public id is a label; the cookie's id is another, secret one. */
export const revokeSessionInput = z.strictObject({ sessionId: z.string().regex(/^[a-z0-9-]{8,40}$/) });
export type RevokeSessionInput = z.infer<typeof revokeSessionInput>;

export type SessionView = {
  id: string;
  isCurrent: boolean;
  createdAt: Instant;
  lastSeenAt: Instant;
  expiresAt: Instant;
  sourceIp: string;
  userAgent: string;
};

export type AccountView = {
  userId: string;
  name: string;
  email: string;
  role: "owner";
  vault: { id: string; name: string };
};
