import type { Guardrails, Hours, Weekday } from "#lib/contract/guardrails.ts";

export const DAYS: readonly { day: Weekday; label: string }[] = [
  { day: "mon", label: "Mon" },
  { day: "tue", label: "Tue" },
  { day: "wed", label: "Wed" },
  { day: "thu", label: "Thu" },
  { day: "fri", label: "Fri" },
  { day: "sat", label: "Sat" },
  { day: "sun", label: "Sun" },
];

/** Both guardrails as typed. What is switched off keeps its text until the form goes. */
export type GuardrailsDraft = {
  readonly isSourceOn: boolean;
  /** One range a line. */
  readonly ranges: string;
  readonly isHoursOn: boolean;
  readonly start: string;
  readonly end: string;
  readonly days: ReadonlySet<Weekday>;
  /** Empty until the browser was asked for its own. */
  readonly timeZone: string;
};

const OFFICE_DAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];

export function guardrailsDraft(guardrails: Guardrails | null): GuardrailsDraft {
  const { sourceCidrs = null, hours = null } = guardrails ?? {};
  return {
    isSourceOn: sourceCidrs !== null,
    ranges: (sourceCidrs ?? []).join("\n"),
    isHoursOn: hours !== null,
    start: hours?.start ?? "08:00",
    end: hours?.end ?? "18:00",
    days: new Set(hours?.days ?? OFFICE_DAYS),
    timeZone: hours?.timeZone ?? "",
  };
}

const rangesOf = (text: string) =>
  text
    .split("\n")
    .map((range) => range.trim())
    .filter(Boolean);

/** What is sent. Emptiness goes as it is, so that the server names the field and the remedy. */
export function guardrailsOf(draft: GuardrailsDraft): Guardrails | null {
  const { isSourceOn, ranges, isHoursOn, start, end, days, timeZone } = draft;
  if (!isSourceOn && !isHoursOn) return null;
  const hours: Hours = {
    start,
    end,
    days: DAYS.map(({ day }) => day).filter((day) => days.has(day)),
    timeZone,
  };
  return { sourceCidrs: isSourceOn ? rangesOf(ranges) : null, hours: isHoursOn ? hours : null };
}

/** Which range an answer complains of, with its message; undefined when it complains of none. */
export function rangeProblem(
  draft: GuardrailsDraft,
  issues: readonly { path: string; message: string }[],
): string | undefined {
  const found = issues.find(({ path }) => /^guardrails\.sourceCidrs(\.|$)/.test(path));
  if (found === undefined) return undefined;
  const index = /^guardrails\.sourceCidrs\.(\d+)/.exec(found.path)?.[1];
  const range = index === undefined ? undefined : rangesOf(draft.ranges)[Number(index)];
  return range === undefined || found.message.includes(range) ? found.message : `${range}: ${found.message}`;
}
