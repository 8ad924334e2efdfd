"use client";

import { useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { TextField } from "#app/_components/field.tsx";
import { Form } from "#app/_components/form.tsx";
import { Note } from "#app/_components/note.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { counted } from "#app/_format/amount.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import type { GrantOptionsView } from "#lib/contract/machines.ts";
import { clashOf, found, optionsOf } from "./grant-choice.ts";
import { SidePanel } from "./side-panel.tsx";

export type GrantsProps = {
  machineId: string;
  machineName: string;
  project: { id: string; name: string };
  /** A runner holds what its token gave it; that can only be taken back. */
  isRunner?: boolean;
};

type GrantsFormProps = GrantsProps & { options: GrantOptionsView; close: () => void };

export function GrantsForm(props: GrantsFormProps) {
  const { machineId, machineName, project, isRunner = false, options, close } = props;
  const secrets = optionsOf(options, project.id).filter(({ isGranted }) => isGranted || !isRunner);
  const before = new Set(secrets.filter(({ isGranted }) => isGranted).map(({ id }) => id));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(before);
  const [search, setSearch] = useState("");
  const [said, setSaid] = useState("");
  const { run, isPending, error, clearError } = useAction(trpc.machines.setGrants.mutate);
  const clash = clashOf(options, project.id, chosen);
  const shown = found(secrets, search);
  const move = (ids: readonly string[], isGranted: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) isGranted ? next.add(id) : next.delete(id);
    setChosen(next);
    clearError();
    setSaid(`${counted(ids.length, "secret")} ${isGranted ? "added" : "taken back"}, ${next.size} chosen`);
  };
  const save = async () => {
    if (isPending) return;
    const secretIds = secrets.map(({ id }) => id).filter((id) => chosen.has(id));
    if ((await run({ machineId, projectId: project.id, secretIds })) === null) return;
    close();
    showToast({ text: `${machineName} may read ${counted(secretIds.length, "secret")} of ${project.name}` });
  };
  const added = [...chosen].filter((id) => !before.has(id)).length;
  const taken = [...before].filter((id) => !chosen.has(id)).length;
  const panel = (isGranted: boolean) => ({
    secrets: shown.filter(({ id }) => chosen.has(id) === isGranted),
    total: isGranted ? chosen.size : secrets.length - chosen.size,
    isSearched: search.trim() !== "",
    onMove: (ids: readonly string[]) => move(ids, !isGranted),
  });
  return (
    <Form className="dialog-form" error={error} onSubmit={save}>
      <div className="dialog-body">
        <TextField
          label="Find"
          autoFocus
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          // Enter in the search must not save.
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        />
        <div className="two-panels">
          {isRunner ? (
            <SidePanel title="To take back" act="Leave" actAll="Leave all" {...panel(false)} />
          ) : (
            <SidePanel title="Available" act="Grant" actAll="Grant all" {...panel(false)} />
          )}
          <SidePanel title="Granted" act="Take back" actAll="Take all back" {...panel(true)} />
        </div>
        {clash === undefined || error !== null ? null : <Note tone="warn">{clash}</Note>}
        <p className="sr" role="status">
          {said}
        </p>
      </div>
      <div className="dialog-foot">
        <span className="meta">{changeWords(added, taken)}</span>
        <span className="actions">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" isBusy={isPending} busyLabel="Saving…">
            Save grants
          </Button>
        </span>
      </div>
    </Form>
  );
}

function changeWords(added: number, taken: number): string {
  const parts = [added > 0 ? `${added} to grant` : "", taken > 0 ? `${taken} to take back` : ""];
  return parts.filter(Boolean).join(", ") || "Nothing changed yet";
}
