import type { Instant } from "#lib/contract/fields.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (number: number) => String(number).padStart(2, "0");

/** "Nov 20", with the year when it is not this one. Pages speak UTC and say so once. */
export function formatDay(at: Instant, now: Date): string {
  const date = new Date(at);
  const day = `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}`;
  return date.getUTCFullYear() === now.getUTCFullYear() ? day : `${day}, ${date.getUTCFullYear()}`;
}

/** "Nov 20, 18:31:07". */
export function formatInstant(at: Instant, now: Date): string {
  const date = new Date(at);
  return `${formatDay(at, now)}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

/** "18:31:07" today, "Nov 19" before: for narrow lists, with the exact time beside them. */
export function formatShort(at: Instant, now: Date): string {
  const day = formatDay(at, now);
  return day === formatDay(now.toISOString(), now) ? formatInstant(at, now).slice(-8) : day;
}

/** "Nov 20, 18:31": for ends that nobody needs to the second. */
export function formatMinute(at: Instant, now: Date): string {
  return formatInstant(at, now).slice(0, -3);
}

const STEPS: readonly (readonly [seconds: number, unit: string])[] = [
  [86_400 * 365, "year"],
  [86_400 * 30, "month"],
  [86_400, "day"],
  [3600, "h"],
  [60, "min"],
  [1, "s"],
];

/** "9 min ago", "in 44 min", "now". */
export function formatRelative(at: Instant, now: Date): string {
  const seconds = Math.trunc((new Date(at).getTime() - now.getTime()) / 1000);
  const size = Math.abs(seconds);
  const step = STEPS.find(([length]) => size >= length);
  if (step === undefined) return "now";
  const count = Math.floor(size / step[0]);
  const amount = `${count} ${isWord(step[1]) && count !== 1 ? `${step[1]}s` : step[1]}`;
  return seconds < 0 ? `${amount} ago` : `in ${amount}`;
}

/** Abbreviations (h, min, s) have no plural. */
const isWord = (unit: string) => !["h", "min", "s"].includes(unit);
