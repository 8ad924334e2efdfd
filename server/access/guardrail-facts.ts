import { type Guardrails, type Hours, WEEKDAYS, type Weekday } from "#lib/contract/guardrails.ts";
import { cidrContains } from "../network/cidr.ts";
import { wallTime } from "./wall-time.ts";

export type GuardrailFacts = { readonly isSourceAllowed: boolean; readonly isHourAllowed: boolean };

type Asked = { readonly sourceIp: string; readonly isSourceCertain: boolean; readonly now: Date };

/**
 * What a machine's guardrails say about a request at this instant (product-map 4). No range holds an address that only a proxy
 * knows, and a time zone this server does not know is never open: what cannot be judged is not allowed.
 */
export function guardrailFacts(guardrails: Guardrails | null, asked: Asked): GuardrailFacts {
  const { sourceCidrs = null, hours = null } = guardrails ?? {};
  const { sourceIp, isSourceCertain, now } = asked;
  return {
    isSourceAllowed:
      sourceCidrs === null || (isSourceCertain && sourceCidrs.some((cidr) => cidrContains(cidr, sourceIp))),
    isHourAllowed: hours === null || areOpen(hours, now),
  };
}

/**
 * The clock on the wall decides, as it does for people: an hour that a change of the clocks skips is never met, and one that
 * it repeats is met twice. After midnight a window belongs to the day on which it began.
 */
function areOpen({ start, end, days, timeZone }: Hours, now: Date): boolean {
  const wall = wallTime(now, timeZone);
  if (wall === null) return false;
  const [from, to] = [minuteOf(start), minuteOf(end)];
  const isToday = days.includes(wall.day) && wall.minute >= from;
  if (from < to) return isToday && wall.minute < to;
  return isToday || (days.includes(dayBefore(wall.day)) && wall.minute < to);
}

function minuteOf(time: string): number {
  const [hours = "", minutes = ""] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

function dayBefore(day: Weekday): Weekday {
  return WEEKDAYS[(WEEKDAYS.indexOf(day) + 6) % 7] ?? day;
}
