"use client";

import { Field } from "./field.tsx";

type Typed<Unit extends string> = { readonly amount: string; readonly unit: Unit };

type LifetimeFieldProps<Unit extends string> = {
  label: string;
  units: readonly Unit[];
  value: Typed<Unit>;
  onChange: (value: Typed<Unit>) => void;
  hint: string;
  error: string | undefined;
};

/** How long something lives, as typed: a number and its unit. */
export function LifetimeField<Unit extends string>(props: LifetimeFieldProps<Unit>) {
  const { label, units, value, onChange, hint, error } = props;
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
              const unit = units.find((name) => name === event.target.value);
              if (unit) onChange({ ...value, unit });
            }}
          >
            {units.map((unit) => (
              <option key={unit}>{unit}</option>
            ))}
          </select>
        </div>
      )}
    </Field>
  );
}
