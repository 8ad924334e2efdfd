"use client";

import { useState } from "react";
import { ConfirmForm } from "#app/_components/confirm-form.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { Note } from "#app/_components/note.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { formatInstant, formatRelative } from "#app/_format/instant.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import type { Instant } from "#lib/contract/fields.ts";

type UndoProps = { machineId: string; name: string; previousExpiresAt: Instant };

export function UndoExtension(props: UndoProps) {
  return (
    <DialogButton
      docs={{ page: "machines", at: "temporary" }}
      small
      label="Undo last extension"
      title={`Undo the last extension of ${props.name}?`}
      intro="The end before it holds again."
    >
      {(close) => <UndoForm {...props} close={close} />}
    </DialogButton>
  );
}

function UndoForm({ machineId, name, previousExpiresAt, close }: UndoProps & { close: () => void }) {
  const { run, isPending, error } = useAction(trpc.machines.undoExtension.mutate);
  const [now] = useState(() => new Date());
  const isOver = new Date(previousExpiresAt) <= now;
  const undo = async () => {
    if ((await run({ machineId })) === null) return;
    close();
    showToast({ text: `Extension of ${name} undone` });
  };
  return (
    <ConfirmForm
      error={error}
      isBusy={isPending}
      keep="Keep extension"
      act="Undo extension"
      busyLabel="Undoing…"
      close={close}
      onConfirm={undo}
    >
      <p>
        It {isOver ? "ended" : "will end"} <b>{formatInstant(previousExpiresAt, now)} UTC</b>,{" "}
        {formatRelative(previousExpiresAt, now)}.
      </p>
      {isOver ? (
        <Note tone="warn">
          <b>That end is past.</b> The machine stops with its next request.
        </Note>
      ) : null}
    </ConfirmForm>
  );
}
