import { randomBytes } from "node:crypto";
import { hash, type Options, verify } from "@node-rs/argon2";
import { AppError } from "#lib/errors.ts";

// argon2id, above OWASP's floor of 19 MiB and two passes. The number is `Algorithm.Argon2id`, an ambient const enum.
const COST = { algorithm: 2, memoryCost: 32 * 1024, timeCost: 3, parallelism: 1 } as const satisfies Options;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** One form per password, whatever the keyboard composed it from. */
const canonical = (password: string) => password.normalize("NFC");

const base64 = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");

/** A hash that no password has, at today's cost: what an unknown user is checked against, so that it takes as long. */
export const DUMMY_HASH = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$${base64(
  randomBytes(SALT_BYTES),
)}$${base64(randomBytes(HASH_BYTES))}`;

/**
 * Each hash takes 32 MiB and a thread, so few run at once and few may wait. Known devices and people who are signed in have
 * a lane of their own: a flood of strangers cannot take their turn.
 */
export type PasswordLane = "known" | "stranger";
const LANES = { known: makeLane(1, 16), stranger: makeLane(2, 32) } satisfies Record<PasswordLane, Lane>;

export function hashPassword(password: string, lane: PasswordLane): Promise<string> {
  return LANES[lane](() => hash(canonical(password), { ...COST, outputLen: HASH_BYTES }));
}

export function verifyPassword(storedHash: string, password: string, lane: PasswordLane): Promise<boolean> {
  return LANES[lane](() => verify(storedHash, canonical(password)));
}

type Lane = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs at most `width` at once and lets `depth` more wait; the next one is sent away. */
export function makeLane(width: number, depth: number): Lane {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= width) {
      if (waiting.length >= depth) throw new AppError("too_many_requests", { retryAfterSeconds: 5 });
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      // The place is handed over, not freed: a newcomer cannot slip in between.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
