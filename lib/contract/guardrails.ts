import { z } from "zod";

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const clockTime = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, "Use a time from 00:00 to 23:59.");
const isTimeZone = (name: string) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

export const SOURCE_RANGES_MAX = 50;

/**
 * Half-open `[start, end)` in the wall time of `timeZone`, on days by which the window begins; an end at or before the start
 * is on the next day, and equal times are the whole day.
 */
export const hoursInput = z.strictObject({
  start: clockTime,
  end: clockTime,
  days: z.array(z.enum(WEEKDAYS)).min(1, "Choose at least one day.").max(7),
  timeZone: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/, "Use a time zone such as Europe/Oslo or UTC.")
    .refine(isTimeZone, "This server does not know that time zone."),
});
export type Hours = z.infer<typeof hoursInput>;

/** Each is optional; all that are set must hold, on every signed request. The server parses and normalises the ranges. */
export const guardrailsInput = z.strictObject({
  sourceCidrs: z
    .array(z.string().trim().min(1, "Remove the empty range.").max(64, "Use at most 64 characters."))
    .min(1, "Add a range, or switch this guardrail off.")
    .max(SOURCE_RANGES_MAX, `Use at most ${SOURCE_RANGES_MAX} ranges.`)
    .nullable()
    .default(null),
  hours: hoursInput.nullable().default(null),
});
export type Guardrails = z.infer<typeof guardrailsInput>;
