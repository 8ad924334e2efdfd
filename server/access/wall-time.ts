import { WEEKDAYS, type Weekday } from "#lib/contract/guardrails.ts";
import { RecentMap } from "./recent-map.ts";

/** What a clock on the wall shows: its day, and minutes since its midnight. */
export type WallTime = { readonly day: Weekday; readonly minute: number };

// Making a formatter costs far more than using it.
const formatters = new RecentMap<Intl.DateTimeFormat>(100);

/** An instant as the people of a time zone read it, or null where this server does not know the zone. */
export function wallTime(at: Date, timeZone: string): WallTime | null {
  const formatter = formatterOf(timeZone);
  if (formatter === null) return null;
  const parts = new Map(formatter.formatToParts(at).map(({ type, value }) => [type, value]));
  const day = WEEKDAYS.find((name) => name === parts.get("weekday")?.toLowerCase());
  const minute = Number(parts.get("hour")) * 60 + Number(parts.get("minute"));
  return day === undefined || !Number.isInteger(minute) ? null : { day, minute };
}

function formatterOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(timeZone) ?? makeFormatter(timeZone);
  if (known === null) return null;
  formatters.set(timeZone, known);
  return known;
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  } catch {
    return null;
  }
}
