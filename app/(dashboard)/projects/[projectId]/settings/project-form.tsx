"use client";

import { Button } from "#app/_components/button.tsx";
import { TextAreaField, TextField } from "#app/_components/field.tsx";
import { Form, issueAt, textOf } from "#app/_components/form.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

type ProjectFormProps = { project: { id: string; name: string; description: string } };

export function ProjectForm({ project }: ProjectFormProps) {
  const { run, isPending, error } = useAction(trpc.projects.update.mutate);
  const submit = async (form: FormData) => {
    if (isPending) return;
    const words = { name: textOf(form, "name"), description: textOf(form, "description") };
    if ((await run({ projectId: project.id, ...words })) !== null) showToast({ text: "Project saved" });
  };
  return (
    <Form error={error} shown={["name", "description"]} onSubmit={submit}>
      <TextField label="Name" name="name" defaultValue={project.name} error={issueAt(error, "name")} />
      <TextAreaField
        label="Description"
        name="description"
        isOptional
        defaultValue={project.description}
        rows={3}
        error={issueAt(error, "description")}
      />
      <div className="actions">
        <Button type="submit" look="primary" isBusy={isPending} busyLabel="Saving…">
          Save project
        </Button>
      </div>
    </Form>
  );
}
