"use client";

import { useState } from "react";
import { Button, ButtonLink } from "#app/_components/button.tsx";
import { SelectField, TextField } from "#app/_components/field.tsx";
import { Form, issueAt } from "#app/_components/form.tsx";
import { KindChoice } from "#app/_components/kind-choice.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import { type ContainerDraft, claimOf, emptyDraft, type ProjectOption, planOf } from "./container-draft.ts";
import { ContainerSecrets } from "./container-secrets.tsx";
import { EndFields } from "./end-fields.tsx";
import type { Ready } from "./ready.ts";

const WAYS = [
  {
    kind: "bundle",
    title: "Key made here, downloaded once",
    what: "A ZIP to mount. Its link works once and ends in 15 minutes.",
  },
  {
    kind: "claim",
    title: "Let the container make its own key",
    what: "A claim file to mount. This server never has the key.",
  },
] as const;

const SHOWN = ["machineName", "projectId", "secretIds", "machineLifetimeSeconds", "claimLifetimeSeconds"];

type ContainerFormProps = { projects: ProjectOption[]; back: string; onReady: (ready: Ready) => void };

export function ContainerForm({ projects, back, onReady }: ContainerFormProps) {
  const [draft, setDraft] = useState(() => emptyDraft(projects));
  const provision = useAction(trpc.bundles.provision.mutate);
  const claim = useAction(trpc.claims.create.mutate);
  const { isPending, error } = draft.way === "bundle" ? provision : claim;
  const patch = (change: Partial<ContainerDraft>) => setDraft((before) => ({ ...before, ...change }));
  const submit = async () => {
    if (provision.isPending || claim.isPending) return;
    const now = new Date();
    if (draft.way === "bundle") {
      const made = await provision.run(planOf(draft, projects, now));
      if (made !== null) onReady({ way: "bundle", bundle: made, heardAt: performance.now() });
      return;
    }
    const input = claimOf(draft, projects, now);
    const made = await claim.run(input);
    const seconds = input.claimLifetimeSeconds;
    if (made !== null) onReady({ way: "claim", claim: made, seconds, heardAt: performance.now() });
  };
  const project = projects.find(({ id }) => id === draft.projectId);
  return (
    <Form className="dialog-form" error={error} shown={SHOWN} onSubmit={submit}>
      <div className="dialog-body">
        <KindChoice legend="The key" kinds={WAYS} kind={draft.way} onChange={(way) => patch({ way })} />
        <div className="grid-2">
          <TextField
            label="Machine name"
            isOptional
            isMono
            value={draft.name}
            onChange={(event) => patch({ name: event.target.value })}
            hint="Without one it is called such as quiet-otter-7f3a"
            error={issueAt(error, "machineName")}
          />
          <SelectField
            label="Project"
            value={draft.projectId}
            onChange={(event) => patch({ projectId: event.target.value })}
            hint="Whose secrets it may read"
            error={issueAt(error, "projectId")}
          >
            {projects.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        </div>
        <ContainerSecrets
          key={draft.projectId}
          secrets={project?.secrets ?? []}
          chosen={draft.secretIds}
          onChange={(secretIds) => patch({ secretIds })}
          error={issueAt(error, "secretIds")}
        />
        <EndFields draft={draft} patch={patch} error={error} />
      </div>
      <div className="dialog-foot end">
        <ButtonLink look="quiet" href={back} scroll={false}>
          Cancel
        </ButtonLink>
        <Button type="submit" look="primary" isBusy={isPending} busyLabel="Provisioning…">
          Provision
        </Button>
      </div>
    </Form>
  );
}
