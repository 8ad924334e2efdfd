"use client";

import { useState } from "react";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import type { CreatedBootstrapTokenView } from "#lib/contract/bootstrap.ts";
import { HandOver } from "./hand-over.tsx";
import { emptyDraft, inputOf, type ValidateDraft, type ValidatedKind } from "./validate-draft.ts";
import { ValidateForm } from "./validate-form.tsx";

type ValidateMachineProps = { kind: ValidatedKind; baseUrl: string };

/** First what the machine is for, then the commands for it. Going back to the form keeps what was typed. */
export function ValidateMachine({ kind, baseUrl }: ValidateMachineProps) {
  const [draft, setDraft] = useState(() => emptyDraft(kind));
  const [created, setCreated] = useState<CreatedBootstrapTokenView | null>(null);
  const { run, isPending, error } = useAction(trpc.bootstrapTokens.create.mutate);
  if (created !== null)
    return <HandOver token={created} baseUrl={baseUrl} startAgain={() => setCreated(null)} />;
  const patch = (change: Partial<ValidateDraft>) => setDraft((before) => ({ ...before, ...change }));
  const submit = async () => {
    if (!isPending) setCreated(await run(inputOf(draft, new Date())));
  };
  return <ValidateForm draft={draft} patch={patch} error={error} isBusy={isPending} onSubmit={submit} />;
}
