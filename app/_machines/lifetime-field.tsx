"use client";

import { Field } from "#app/_components/field.tsx";
import { LIFETIME_UNITS, type LifetimeDraft } from "#app/_format/lifetime.ts";

type LifetimeFieldProps = {
  label: string;
  value: LifetimeDraft;
  onChange: (value: LifetimeDraft) => void;
  hint: string;
  error: string | undefined;
};

/** A number and its unit. */
export function LifetimeField({ label, value, onChange, hint, error }: LifetimeFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wires) => (
        <div className="pair">
          <input
            {...wires}
            className="input"
            inputMode="numeric"
            autoComplete="off"
            value={value.amount}
            onChange={(event) => onChange({ ...value, amount: event.target.value })}
          />
          <select
            className="input"
            aria-label={`Unit of ${label.toLowerCase()}`}
            value={value.unit}
            onChange={(event) => {
              const unit = LIFETIME_UNITS.find((name) => name === event.target.value);
              if (unit) onChange({ ...value, unit });
            }}
          >
            {LIFETIME_UNITS.map((unit) => (
              <option key={unit}>{unit}</option>
            ))}
          </select>
        </div>
      )}
    </Field>
  );
}
