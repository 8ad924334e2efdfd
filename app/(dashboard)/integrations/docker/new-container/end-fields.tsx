"use client";

import { Check } from "#app/_components/check.tsx";
import { type FormError, issueAt } from "#app/_components/form.tsx";
import { LifetimeField } from "#app/_components/lifetime-field.tsx";
import { LIFETIME_UNITS } from "#app/_format/lifetime.ts";
import { CLAIM_UNITS, type ContainerDraft } from "./container-draft.ts";

type EndFieldsProps = {
  draft: ContainerDraft;
  patch: (change: Partial<ContainerDraft>) => void;
  error: FormError | null;
};

/** When the machine ends, if it does, and how long a claim waits for its container. */
export function EndFields({ draft, patch, error }: EndFieldsProps) {
  return (
    <>
      <div>
        <Check isChecked={draft.hasEnd} onChange={(hasEnd) => patch({ hasEnd })}>
          The machine ends by itself
        </Check>
        {draft.hasEnd ? (
          <div className="grid-2 mt-2">
            <LifetimeField
              units={LIFETIME_UNITS}
              label="Lifetime"
              value={draft.lifetime}
              onChange={(lifetime) => patch({ lifetime })}
              hint={
                draft.way === "bundle"
                  ? "One hour to twelve months, from now on"
                  : "One hour to twelve months, from its first start on"
              }
              error={issueAt(error, "machineLifetimeSeconds")}
            />
          </div>
        ) : null}
      </div>
      {draft.way === "claim" ? (
        <div className="grid-2">
          <LifetimeField
            units={CLAIM_UNITS}
            label="Claim file works for"
            value={draft.claimLifetime}
            onChange={(claimLifetime) => patch({ claimLifetime })}
            hint="15 minutes to 24 hours; start the container before"
            error={issueAt(error, "claimLifetimeSeconds")}
          />
        </div>
      ) : null}
    </>
  );
}
