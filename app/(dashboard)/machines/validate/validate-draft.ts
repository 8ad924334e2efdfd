import { type LifetimeDraft, lifetimeSeconds } from "#app/_format/lifetime.ts";
import { type GuardrailsDraft, guardrailsDraft, guardrailsOf } from "#app/_machines/guardrails-draft.ts";
import type { CreateBootstrapTokenInput } from "#lib/contract/bootstrap.ts";

export type ValidatedKind = CreateBootstrapTokenInput["kind"];

/** The form as typed. What only a temporary machine has is kept while the other kind is chosen. */
export type ValidateDraft = {
  readonly kind: ValidatedKind;
  readonly name: string;
  readonly description: string;
  readonly lifetime: LifetimeDraft;
  readonly guardrails: GuardrailsDraft;
};

export const emptyDraft = (kind: ValidatedKind): ValidateDraft => ({
  kind,
  name: "",
  description: "",
  lifetime: { amount: "7", unit: "days" },
  guardrails: guardrailsDraft(null),
});

/** What is sent. A lifetime that is none goes as 0, so that the server names the field and the remedy. */
export function inputOf(draft: ValidateDraft, now: Date): CreateBootstrapTokenInput {
  const shared = { machineName: draft.name.trim(), description: draft.description };
  if (draft.kind === "long_lived") return { kind: "long_lived", ...shared };
  return {
    kind: "temporary",
    ...shared,
    machineLifetimeSeconds: lifetimeSeconds(draft.lifetime, now) ?? 0,
    guardrails: guardrailsOf(draft.guardrails),
  };
}
