import type { Instant } from "../contract/fields.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const UNITS = [
  { seconds: 86_400, one: "day", many: "days" },
  { seconds: 3600, one: "h", many: "h" },
  { seconds: 60, one: "min", many: "min" },
  { seconds: 1, one: "s", many: "s" },
] as const;

const two = (number: number) => String(number).padStart(2, "0");

/** "14 days", "1 h 30 min": every unit that counts, because a limit is said exactly. */
export function exactDuration(seconds: number): string {
  let rest = seconds;
  const parts: string[] = [];
  for (const { seconds: length, one, many } of UNITS) {
    const count = Math.floor(rest / length);
    rest %= length;
    if (count > 0) parts.push(`${count} ${count === 1 ? one : many}`);
  }
  return parts.join(" ") || "0 s";
}

/** "Dec 4, 18:40 UTC", with the year when it is not this one. */
export function minuteOf(at: Instant, now: Date): string {
  const date = new Date(at);
  const year = date.getUTCFullYear() === now.getUTCFullYear() ? "" : ` ${date.getUTCFullYear()},`;
  const day = `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()},${year}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

/** "1 machine", "10,000 machines". */
export function amountOf(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
