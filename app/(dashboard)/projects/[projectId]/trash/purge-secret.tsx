"use client";

import { ConfirmForm } from "#app/_components/confirm-form.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

export function PurgeSecret({ secretId, name }: { secretId: string; name: string }) {
  return (
    <DialogButton
      docs={{ page: "security", at: "stored" }}
      small
      look="danger"
      label="Remove"
      title={`Remove ${name} for good?`}
      intro="This is what falls with it."
    >
      {(close) => <PurgeForm secretId={secretId} close={close} />}
    </DialogButton>
  );
}

function PurgeForm({ secretId, close }: { secretId: string; close: () => void }) {
  const { run, isPending, error } = useAction(trpc.secrets.purge.mutate);
  const purge = async () => {
    if ((await run({ secretId })) !== null) close();
  };
  return (
    <ConfirmForm
      error={error}
      isBusy={isPending}
      keep="Keep in trash"
      act="Remove for good"
      busyLabel="Removing…"
      close={close}
      onConfirm={purge}
    >
      <ul className="falls">
        <li>
          <b className="num">All</b>
          <span>
            versions of its value and their keys. Nobody can bring them back, backups of this server aside.
          </span>
        </li>
        <li>
          <b className="num">0</b>
          <span>audit events. The log keeps every read of it.</span>
        </li>
      </ul>
    </ConfirmForm>
  );
}
