"use client";

import { ConfirmForm } from "#app/_components/confirm-form.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import { MachineImpact } from "./machine-impact.tsx";

type RevokeProps = { machineId: string; name: string };

export function RevokeAccess(props: RevokeProps) {
  return (
    <DialogButton
      docs={{ page: "machines", at: "life" }}
      small
      look="danger"
      label="Revoke access"
      title={`Revoke all access of ${props.name}?`}
      intro="Its key stays, so you can grant again later. This falls now:"
    >
      {(close) => <RevokeForm {...props} close={close} />}
    </DialogButton>
  );
}

function RevokeForm({ machineId, name, close }: RevokeProps & { close: () => void }) {
  const { run, isPending, error } = useAction(trpc.machines.revokeAccess.mutate);
  const revoke = async () => {
    if ((await run({ machineId })) === null) return;
    close();
    showToast({ text: `${name} reads nothing any more` });
  };
  return (
    <ConfirmForm
      error={error}
      isBusy={isPending}
      keep="Keep access"
      act="Revoke access"
      busyLabel="Revoking…"
      close={close}
      onConfirm={revoke}
    >
      <MachineImpact machineId={machineId} />
    </ConfirmForm>
  );
}
