"use client";

import { TextField } from "#app/_components/field.tsx";
import { issueAt } from "#app/_components/form.tsx";
import { LifetimeField } from "#app/_components/lifetime-field.tsx";
import { DURATION_UNITS, durationSeconds } from "#app/_format/duration.ts";
import { formatMinute } from "#app/_format/instant.ts";
import type { SectionProps } from "./section-props.ts";
import type { Lifetime } from "./token-draft.ts";

const UNITS = DURATION_UNITS.map(({ unit }) => unit);

export function LimitFields({ draft, patch, error, now }: SectionProps & { now: Date }) {
  return (
    <section className="form-section" aria-labelledby="limits">
      <h2 id="limits">How long and how often</h2>
      <div className="grid-3">
        <LifetimeField
          units={UNITS}
          label="Token lifetime"
          value={draft.tokenLifetime}
          onChange={(tokenLifetime) => patch({ tokenLifetime })}
          hint={endOf(draft.tokenLifetime, now)}
          error={issueAt(error, "tokenLifetimeSeconds")}
        />
        <LifetimeField
          units={UNITS}
          label="Machine lifetime"
          value={draft.machineLifetime}
          onChange={(machineLifetime) => patch({ machineLifetime })}
          hint="As long as your longest step"
          error={issueAt(error, "machineLifetimeSeconds")}
        />
        <TextField
          label="Max uses"
          inputMode="numeric"
          value={draft.maxUses}
          onChange={(event) => patch({ maxUses: event.target.value })}
          hint="One per step, up to 10,000"
          error={issueAt(error, "maxUses")}
        />
      </div>
    </section>
  );
}

function endOf({ amount, unit }: Lifetime, now: Date): string {
  const seconds = durationSeconds(amount, unit);
  if (seconds === null) return "A whole number, up to 366 days";
  return `Ends ${formatMinute(new Date(now.getTime() + seconds * 1000).toISOString(), now)} UTC`;
}
