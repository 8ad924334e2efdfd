"use client";

import { useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { Form } from "#app/_components/form.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { GuardrailFields } from "#app/_machines/guardrail-fields.tsx";
import { guardrailsDraft, guardrailsOf } from "#app/_machines/guardrails-draft.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import type { Guardrails } from "#lib/contract/guardrails.ts";

type EditProps = { machineId: string; name: string; guardrails: Guardrails | null };

export function EditGuardrails(props: EditProps) {
  return (
    <DialogButton
      docs={{ page: "machines", at: "temporary" }}
      small
      label={
        <>
          Edit<span className="sr"> guardrails</span>
        </>
      }
      title={`Guardrails of ${props.name}`}
      intro="All that are on must hold, on every request. A refusal is recorded."
    >
      {(close) => <EditForm {...props} close={close} />}
    </DialogButton>
  );
}

function EditForm({ machineId, guardrails, close }: EditProps & { close: () => void }) {
  const [draft, setDraft] = useState(() => guardrailsDraft(guardrails));
  const { run, isPending, error } = useAction(trpc.machines.setGuardrails.mutate);
  const save = async () => {
    if (isPending || (await run({ machineId, guardrails: guardrailsOf(draft) })) === null) return;
    close();
    showToast({ text: "Guardrails saved" });
  };
  return (
    <Form className="dialog-form" error={error} shown={["guardrails"]} onSubmit={save}>
      <div className="dialog-body">
        <GuardrailFields draft={draft} onChange={setDraft} error={error} />
      </div>
      <div className="dialog-foot end">
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" look="primary" isBusy={isPending} busyLabel="Saving…">
          Save guardrails
        </Button>
      </div>
    </Form>
  );
}
