import type { Hours } from "#lib/contract/guardrails.ts";
import { DAYS } from "./guardrails-draft.ts";

/** "Mon–Fri, 08:00–18:00, Europe/Oslo". */
export function hoursWords({ start, end, days, timeZone }: Hours): string {
  const window =
    start === end ? `${start} to the next ${end}` : `${start}–${end}${end < start ? " the next day" : ""}`;
  return `${dayWords(days)}, ${window}, ${timeZone}`;
}

/** Runs of three and more are said as a span. */
function dayWords(chosen: Hours["days"]): string {
  if (chosen.length === DAYS.length) return "Every day";
  const runs: string[][] = [];
  let isOpen = false;
  for (const { day, label } of DAYS) {
    const has = chosen.includes(day);
    if (has && isOpen) runs.at(-1)?.push(label);
    else if (has) runs.push([label]);
    isOpen = has;
  }
  return runs.flatMap((run) => (run.length < 3 ? run : [`${run[0]}–${run.at(-1)}`])).join(", ");
}
