"use client";

import { useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { TextField } from "#app/_components/field.tsx";
import { Form, issueAt } from "#app/_components/form.tsx";
import { Note } from "#app/_components/note.tsx";
import { nameHint } from "#app/_secrets/name-hint.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

type RenameProps = { secretId: string; name: string; fieldNames: string[] | null };

export function RenameSecret(props: RenameProps) {
  return (
    <DialogButton
      docs={{ page: "quick-start", at: "store" }}
      label="Rename"
      title={`Rename ${props.name}`}
      intro="Its id stays, and so does who may read it."
    >
      {(close) => <RenameForm {...props} close={close} />}
    </DialogButton>
  );
}

function RenameForm({ secretId, name: before, fieldNames, close }: RenameProps & { close: () => void }) {
  const [name, setName] = useState(before);
  const { run, isPending, error } = useAction(trpc.secrets.rename.mutate);
  const { problem, variables } = nameHint(name, fieldNames);
  const submit = async () => {
    if (!isPending && (await run({ secretId, name })) !== null) close();
  };
  return (
    <Form className="dialog-form" error={error} shown={["name"]} onSubmit={submit}>
      <div className="dialog-body">
        <TextField
          label="Name"
          isMono
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
          hint={variables.length === 0 ? undefined : `Arrives as ${variables.join(", ")}`}
          error={issueAt(error, "name")}
          problem={problem}
        />
        <Note tone="warn">Jobs that use the old variable no longer find it from their next read on.</Note>
      </div>
      <div className="dialog-foot end">
        <Button onClick={close}>Keep name</Button>
        <Button type="submit" look="primary" isBusy={isPending} busyLabel="Renaming…">
          Rename secret
        </Button>
      </div>
    </Form>
  );
}
