"use client";

import { Button } from "#app/_components/button.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { SelectField } from "#app/_components/field.tsx";
import { Form, issueAt, textOf } from "#app/_components/form.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

type AttachProps = { machineId: string; projects: { id: string; name: string }[] };

export function AttachProject(props: AttachProps) {
  return (
    <DialogButton
      docs={{ page: "machines", at: "life" }}
      small
      label={
        <>
          <Icon name="plus" small />
          Attach project
        </>
      }
      title="Attach a project"
      intro="The machine may then see the project. It reads nothing of it until you grant secrets."
    >
      {(close) => <AttachForm {...props} close={close} />}
    </DialogButton>
  );
}

function AttachForm({ machineId, projects, close }: AttachProps & { close: () => void }) {
  const { run, isPending, error } = useAction(trpc.machines.attachProject.mutate);
  const attach = async (form: FormData) => {
    if (!isPending && (await run({ machineId, projectId: textOf(form, "projectId") })) !== null) close();
  };
  return (
    <Form className="dialog-form" error={error} shown={["projectId"]} onSubmit={attach}>
      <div className="dialog-body">
        <SelectField label="Project" name="projectId" error={issueAt(error, "projectId")}>
          {projects.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="dialog-foot end">
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" look="primary" isBusy={isPending} busyLabel="Attaching…">
          Attach project
        </Button>
      </div>
    </Form>
  );
}
