"use client";

import { Check } from "#app/_components/check.tsx";
import { TextAreaField } from "#app/_components/field.tsx";
import { type GuardrailsDraft, rangeProblem } from "./guardrails-draft.ts";
import { type GuardrailSectionProps, HoursFields } from "./hours-fields.tsx";

/** Each guardrail opens below its own switch; all that are on must hold. */
export function GuardrailFields({ draft, onChange, error }: GuardrailSectionProps) {
  const patch = (change: Partial<GuardrailsDraft>) => onChange({ ...draft, ...change });
  const switchHours = (isHoursOn: boolean) =>
    patch({
      isHoursOn,
      timeZone: draft.timeZone || new Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
  return (
    <div className="guards">
      <Check isChecked={draft.isSourceOn} onChange={(isSourceOn) => patch({ isSourceOn })}>
        Only from these addresses
      </Check>
      {draft.isSourceOn ? (
        <div className="guard">
          <TextAreaField
            label="IP ranges"
            isMono
            rows={3}
            value={draft.ranges}
            onChange={(event) => patch({ ranges: event.target.value })}
            hint="One a line: an address, or a range such as 203.0.113.0/24"
            error={rangeProblem(draft, error?.issues ?? [])}
          />
        </div>
      ) : null}
      <Check isChecked={draft.isHoursOn} onChange={switchHours}>
        Only at these hours
      </Check>
      {draft.isHoursOn ? <HoursFields draft={draft} onChange={onChange} error={error} /> : null}
    </div>
  );
}
