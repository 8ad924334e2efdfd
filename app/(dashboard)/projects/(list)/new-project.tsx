"use client";

import { useRouter } from "next/navigation";
import { Button } from "#app/_components/button.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { TextAreaField, TextField } from "#app/_components/field.tsx";
import { Form, issueAt, textOf } from "#app/_components/form.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

export function NewProject() {
  return (
    <DialogButton
      docs={{ page: "quick-start", at: "store" }}
      look="primary"
      label={
        <>
          <Icon name="plus" />
          New project
        </>
      }
      title="New project"
      intro="The secrets of one service or pipeline."
    >
      {(close) => <NewProjectForm close={close} />}
    </DialogButton>
  );
}

function NewProjectForm({ close }: { close: () => void }) {
  const router = useRouter();
  const { run, isPending, error } = useAction(trpc.projects.create.mutate);
  const submit = async (form: FormData) => {
    if (isPending) return;
    const project = await run({ name: textOf(form, "name"), description: textOf(form, "description") });
    if (project !== null) router.push(`/projects/${project.id}`);
  };
  return (
    <Form className="dialog-form" error={error} shown={["name", "description"]} onSubmit={submit}>
      <div className="dialog-body">
        <TextField label="Name" name="name" autoFocus error={issueAt(error, "name")} />
        <TextAreaField
          label="Description"
          name="description"
          isOptional
          rows={2}
          error={issueAt(error, "description")}
        />
      </div>
      <div className="dialog-foot end">
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" look="primary" isBusy={isPending} busyLabel="Creating…">
          Create project
        </Button>
      </div>
    </Form>
  );
}
