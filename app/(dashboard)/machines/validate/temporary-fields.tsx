"use client";

import { type FormError, issueAt } from "#app/_components/form.tsx";
import { LifetimeField } from "#app/_components/lifetime-field.tsx";
import { LIFETIME_UNITS } from "#app/_format/lifetime.ts";
import { GuardrailFields } from "#app/_machines/guardrail-fields.tsx";
import type { ValidateDraft } from "./validate-draft.ts";

export type ValidateFieldsProps = {
  draft: ValidateDraft;
  patch: (change: Partial<ValidateDraft>) => void;
  error: FormError | null;
};

export function TemporaryFields({ draft, patch, error }: ValidateFieldsProps) {
  return (
    <>
      <section className="form-section" aria-labelledby="lifetime">
        <h2 id="lifetime">How long</h2>
        <div className="grid-2">
          <LifetimeField
            units={LIFETIME_UNITS}
            label="Lifetime"
            value={draft.lifetime}
            onChange={(lifetime) => patch({ lifetime })}
            hint="One hour to twelve months, from its approval on"
            error={issueAt(error, "machineLifetimeSeconds")}
          />
        </div>
      </section>
      <section className="form-section" aria-labelledby="guardrails">
        <h2 id="guardrails">
          Guardrails <span className="opt">optional</span>
        </h2>
        <GuardrailFields
          draft={draft.guardrails}
          onChange={(guardrails) => patch({ guardrails })}
          error={error}
        />
      </section>
    </>
  );
}
