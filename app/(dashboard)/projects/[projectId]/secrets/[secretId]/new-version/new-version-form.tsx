"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button, ButtonLink } from "#app/_components/button.tsx";
import { Form } from "#app/_components/form.tsx";
import { Note } from "#app/_components/note.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { contentOf, draftOf, emptyDraft, fieldNamesOf } from "#app/_secrets/content-draft.ts";
import { ContentEditor } from "#app/_secrets/content-editor.tsx";
import { nameHint } from "#app/_secrets/name-hint.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import type { SecretKind } from "#lib/contract/secrets.ts";

type NewVersionProps = {
  address: string;
  secretId: string;
  name: string;
  version: number;
  kind: SecretKind;
  fieldNames: string[] | null;
};

export function NewVersionForm({ address, secretId, name, version, kind, fieldNames }: NewVersionProps) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => emptyDraft(kind, fieldNames));
  const write = useAction(trpc.secrets.writeVersion.mutate);
  const reveal = useAction(trpc.secrets.reveal.mutate);
  const { problem, variables } = nameHint(name, fieldNamesOf(draft));
  const fill = async () => {
    const current = await reveal.run({ secretId, version });
    if (current !== null) setDraft(draftOf(current));
  };
  // The page is read again with the version it is at now; the draft is this form's own and stays.
  const loadNewest = () => {
    write.clearError();
    router.refresh();
  };
  const submit = async () => {
    if (write.isPending) return;
    const written = await write.run({ secretId, expectedVersion: version, content: contentOf(draft) });
    if (written === null) return;
    router.push(address);
    showToast({ text: `Version ${written.version} saved` });
  };
  return (
    <Form className="measure" error={write.error ?? reveal.error} shown={["content"]} onSubmit={submit}>
      <div className="form">
        {write.error?.code === "conflict" ? (
          <div>
            <Button small onClick={loadNewest}>
              Load that version, keep what is typed
            </Button>
          </div>
        ) : null}
        {kind === "structured" ? (
          <p className="soft">
            Every field is written anew.{" "}
            <button type="button" className="link" aria-busy={reveal.isPending || undefined} onClick={fill}>
              Fill in the current values
            </button>{" "}
            <span className="faint">(recorded as a reveal)</span>
          </p>
        ) : null}
        {problem === undefined ? null : <Note tone="danger">{problem}</Note>}
        <ContentEditor draft={draft} onChange={setDraft} error={write.error} variables={variables} />
      </div>
      <div className="bar-foot mt-6">
        <Button type="submit" look="primary" isBusy={write.isPending} busyLabel="Saving…">
          Save version {version + 1}
        </Button>
        <ButtonLink look="quiet" href={address}>
          Cancel
        </ButtonLink>
      </div>
    </Form>
  );
}
