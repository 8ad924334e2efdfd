"use client";

import { Button } from "#app/_components/button.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { TextAreaField } from "#app/_components/field.tsx";
import { Form, issueAt, textOf } from "#app/_components/form.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

type NoteProps = { secretId: string; note: string };

export function EditNote(props: NoteProps) {
  return (
    <DialogButton
      docs={{ page: "security", at: "stored" }}
      label={props.note === "" ? "Add note" : "Edit note"}
      title="Note"
    >
      {(close) => <NoteForm {...props} close={close} />}
    </DialogButton>
  );
}

function NoteForm({ secretId, note, close }: NoteProps & { close: () => void }) {
  const { run, isPending, error } = useAction(trpc.secrets.setNote.mutate);
  const submit = async (form: FormData) => {
    if (!isPending && (await run({ secretId, note: textOf(form, "note") })) !== null) close();
  };
  return (
    <Form className="dialog-form" error={error} shown={["note"]} onSubmit={submit}>
      <div className="dialog-body">
        <TextAreaField
          label="Note"
          name="note"
          autoFocus
          defaultValue={note}
          hint="Shown to everyone in the vault, so keep values out of it."
          error={issueAt(error, "note")}
        />
      </div>
      <div className="dialog-foot end">
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" look="primary" isBusy={isPending} busyLabel="Saving…">
          Save note
        </Button>
      </div>
    </Form>
  );
}
