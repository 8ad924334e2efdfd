"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button, ButtonLink } from "#app/_components/button.tsx";
import { TextAreaField, TextField } from "#app/_components/field.tsx";
import { Form, issueAt, textOf } from "#app/_components/form.tsx";
import { KindChoice } from "#app/_components/kind-choice.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { contentOf, emptyDraft, fieldNamesOf } from "#app/_secrets/content-draft.ts";
import { ContentEditor } from "#app/_secrets/content-editor.tsx";
import { nameHint } from "#app/_secrets/name-hint.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import type { SecretKind } from "#lib/contract/secrets.ts";

const KINDS = [
  { kind: "single", title: "Single value", what: "One text, one variable." },
  { kind: "structured", title: "Structured", what: "Named fields, changed together." },
] as const;

export function NewSecretForm({ projectId, kind }: { projectId: string; kind: SecretKind }) {
  const router = useRouter();
  const [name, setName] = useState("");
  const [draft, setDraft] = useState(() => emptyDraft(kind, null));
  const { run, isPending, error } = useAction(trpc.secrets.create.mutate);
  const { problem, variables } = nameHint(name, fieldNamesOf(draft));
  const submit = async (form: FormData) => {
    if (isPending) return;
    const secret = await run({ projectId, name, note: textOf(form, "note"), content: contentOf(draft) });
    if (secret === null) return;
    router.push(`/projects/${projectId}/secrets/${secret.id}`);
    showToast({ text: `${name} stored` });
  };
  return (
    <Form className="measure" error={error} shown={["name", "note", "content"]} onSubmit={submit}>
      <div className="form">
        <TextField
          label="Name"
          isMono
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
          hint={
            variables.length === 0 || draft.kind === "structured" ? (
              "Letters, digits and _. It becomes the variable a job sees."
            ) : (
              <>
                Arrives as <code>{variables[0]}</code>
              </>
            )
          }
          error={issueAt(error, "name")}
          problem={problem}
        />
        <KindChoice kinds={KINDS} kind={draft.kind} onChange={(next) => setDraft({ ...draft, kind: next })} />
        <ContentEditor draft={draft} onChange={setDraft} error={error} variables={variables} />
        <TextAreaField
          label="Note"
          name="note"
          isOptional
          rows={2}
          hint="What it is for and where it comes from. Everyone in the vault can read it."
          error={issueAt(error, "note")}
        />
      </div>
      <div className="bar-foot mt-6">
        <Button type="submit" look="primary" isBusy={isPending} busyLabel="Storing…">
          Store secret
        </Button>
        <ButtonLink look="quiet" href={`/projects/${projectId}`}>
          Cancel
        </ButtonLink>
      </div>
    </Form>
  );
}
