"use client";

import { Field } from "#app/_components/field.tsx";
import { DURATION_UNITS } from "#app/_format/duration.ts";
import type { Lifetime } from "./token-draft.ts";

type LifetimeFieldProps = {
  label: string;
  value: Lifetime;
  onChange: (value: Lifetime) => void;
  hint: string;
  error: string | undefined;
};

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
              const row = DURATION_UNITS.find(({ unit }) => unit === event.target.value);
              if (row) onChange({ ...value, unit: row.unit });
            }}
          >
            {DURATION_UNITS.map(({ unit }) => (
              <option key={unit}>{unit}</option>
            ))}
          </select>
        </div>
      )}
    </Field>
  );
}
