"use client";

import { Button, ButtonLink } from "#app/_components/button.tsx";
import { TextAreaField, TextField } from "#app/_components/field.tsx";
import { Form, issueAt } from "#app/_components/form.tsx";
import { KindChoice } from "#app/_components/kind-choice.tsx";
import { PageHead } from "#app/_components/page-head.tsx";
import { TemporaryFields, type ValidateFieldsProps } from "./temporary-fields.tsx";
import { WhatHappens } from "./what-happens.tsx";

const KINDS = [
  { kind: "long_lived", title: "Long-lived machine", what: "A server that stays until you delete it." },
  { kind: "temporary", title: "Temporary machine", what: "One hour to twelve months, within limits." },
] as const;

const SHOWN = ["machineName", "description", "machineLifetimeSeconds", "guardrails"];

type ValidateFormProps = ValidateFieldsProps & { isBusy: boolean; onSubmit: () => void };

export function ValidateForm({ draft, patch, error, isBusy, onSubmit }: ValidateFormProps) {
  const isTemporary = draft.kind === "temporary";
  return (
    <>
      <PageHead
        title="Validate machine"
        intro="For a machine that is not a pipeline’s runner. You run one command on it, then approve it here."
      />
      <div className="split wide-aside">
        <Form className="sections" error={error} shown={SHOWN} onSubmit={onSubmit}>
          <section className="form-section form">
            <KindChoice kinds={KINDS} kind={draft.kind} onChange={(kind) => patch({ kind })} />
            <TextField
              label="Name"
              isOptional
              isMono
              autoFocus
              value={draft.name}
              onChange={(event) => patch({ name: event.target.value })}
              hint="Letters, digits, . _ and -. Without one it is called by its hostname."
              error={issueAt(error, "machineName")}
            />
            <TextAreaField
              label={isTemporary ? "Purpose" : "Description"}
              isOptional
              rows={2}
              value={draft.description}
              onChange={(event) => patch({ description: event.target.value })}
              hint="Whoever approves it sees this. Keep values out of it."
              error={issueAt(error, "description")}
            />
          </section>
          {isTemporary ? <TemporaryFields draft={draft} patch={patch} error={error} /> : null}
          <div className="bar-foot">
            <Button type="submit" look="primary" isBusy={isBusy} busyLabel="Making…">
              Make the command
            </Button>
            <ButtonLink look="quiet" href="/machines">
              Cancel
            </ButtonLink>
            <span className="meta m-hide ml-auto">It holds a token that is shown once.</span>
          </div>
        </Form>
        <WhatHappens />
      </div>
    </>
  );
}
