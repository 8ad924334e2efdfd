"use client";

import { useRouter } from "next/navigation";
import { ConfirmForm } from "#app/_components/confirm-form.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import { MachineImpact } from "./machine-impact.tsx";

type DeleteProps = { machineId: string; name: string };

export function DeleteMachine(props: DeleteProps) {
  return (
    <DialogButton
      docs={{ page: "machines", at: "life" }}
      label="Delete"
      title={`Delete ${props.name}?`}
      intro="This is what falls with it."
    >
      {(close) => <DeleteForm {...props} close={close} />}
    </DialogButton>
  );
}

function DeleteForm({ machineId, name, close }: DeleteProps & { close: () => void }) {
  const router = useRouter();
  const { run, isPending, error } = useAction(trpc.machines.delete.mutate);
  const remove = async () => {
    if ((await run({ machineId })) === null) return;
    router.push("/machines");
    showToast({ text: `${name} deleted` });
  };
  return (
    <ConfirmForm
      error={error}
      isBusy={isPending}
      keep="Keep machine"
      act="Delete machine"
      busyLabel="Deleting…"
      close={close}
      onConfirm={remove}
    >
      <MachineImpact machineId={machineId}>
        <li>
          <b className="num">1</b>
          <span>key. It can never register or enroll again. The secrets themselves stay.</span>
        </li>
        <li>
          <b className="num">0</b>
          <span>audit events. The log keeps what it did.</span>
        </li>
      </MachineImpact>
    </ConfirmForm>
  );
}
