"use client";

import { Button } from "#app/_components/button.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { TextField } from "#app/_components/field.tsx";
import { Form, issueAt, textOf } from "#app/_components/form.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

type RenameProps = { machineId: string; name: string };

export function RenameMachine(props: RenameProps) {
  return (
    <DialogButton
      docs={{ page: "machines", at: "life" }}
      label="Rename"
      title={`Rename ${props.name}`}
      intro="Its id and its key stay. Older events keep the old name."
    >
      {(close) => <RenameForm {...props} close={close} />}
    </DialogButton>
  );
}

function RenameForm({ machineId, name, close }: RenameProps & { close: () => void }) {
  const { run, isPending, error } = useAction(trpc.machines.rename.mutate);
  const submit = async (form: FormData) => {
    if (!isPending && (await run({ machineId, name: textOf(form, "name") })) !== null) close();
  };
  return (
    <Form className="dialog-form" error={error} shown={["name"]} onSubmit={submit}>
      <div className="dialog-body">
        <TextField
          label="Name"
          name="name"
          isMono
          autoFocus
          defaultValue={name}
          hint="Letters, digits, . _ and -"
          error={issueAt(error, "name")}
        />
      </div>
      <div className="dialog-foot end">
        <Button onClick={close}>Keep name</Button>
        <Button type="submit" look="primary" isBusy={isPending} busyLabel="Renaming…">
          Rename machine
        </Button>
      </div>
    </Form>
  );
}
