"use client";

import { useId } from "react";
import { Check } from "#app/_components/check.tsx";
import { SelectField, TextField } from "#app/_components/field.tsx";
import { type FormError, issueAt } from "#app/_components/form.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { useDismissible } from "#app/_components/use-dismissible.ts";
import type { Weekday } from "#lib/contract/guardrails.ts";
import { DAYS, type GuardrailsDraft } from "./guardrails-draft.ts";

const zonesWith = (timeZone: string) =>
  [...new Set([timeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])].filter(Boolean).sort();

export type GuardrailSectionProps = {
  draft: GuardrailsDraft;
  onChange: (draft: GuardrailsDraft) => void;
  error: FormError | null;
};

export function HoursFields({ draft, onChange, error }: GuardrailSectionProps) {
  const patch = (change: Partial<GuardrailsDraft>) => onChange({ ...draft, ...change });
  const at = (name: string) => issueAt(error, `guardrails.hours.${name}`);
  return (
    <div className="guard">
      <div className="grid-3 hours">
        <TextField
          label="From"
          type="time"
          value={draft.start}
          onChange={(event) => patch({ start: event.target.value })}
          error={at("start")}
        />
        <TextField
          label="To"
          type="time"
          value={draft.end}
          onChange={(event) => patch({ end: event.target.value })}
          hint={draft.end <= draft.start ? "The next day" : undefined}
          error={at("end")}
        />
        <SelectField
          label="Time zone"
          value={draft.timeZone}
          onChange={(event) => patch({ timeZone: event.target.value })}
          error={at("timeZone")}
        >
          {zonesWith(draft.timeZone).map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </SelectField>
      </div>
      <DayPicks days={draft.days} onChange={(days) => patch({ days })} error={at("days")} />
    </div>
  );
}

type DayPicksProps = {
  days: ReadonlySet<Weekday>;
  onChange: (days: ReadonlySet<Weekday>) => void;
  error: string | undefined;
};

function DayPicks({ days, onChange, error: answered }: DayPicksProps) {
  const id = useId();
  const [error, dismiss] = useDismissible(answered);
  return (
    <fieldset
      className="days"
      data-invalid={error === undefined ? undefined : true}
      aria-describedby={error === undefined ? undefined : id}
    >
      <legend className="label">Days on which it begins</legend>
      {DAYS.map(({ day, label }) => (
        <Check
          key={day}
          isChecked={days.has(day)}
          onChange={(isChecked) => {
            dismiss();
            onChange(new Set(isChecked ? [...days, day] : [...days].filter((one) => one !== day)));
          }}
        >
          {label}
        </Check>
      ))}
      {error === undefined ? null : (
        <p className="hint err" id={id}>
          <Icon name="alert" small />
          {error}
        </p>
      )}
    </fieldset>
  );
}
