"use client";

import { ConfirmForm } from "#app/_components/confirm-form.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { listed } from "#app/_format/amount.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

type DisableProps = { machineId: string; name: string; grants: { name: string }[] };

export function DisableMachine(props: DisableProps) {
  return (
    <DialogButton
      docs={{ page: "machines", at: "life" }}
      look="danger"
      label="Disable"
      title={`Disable ${props.name}?`}
      intro="It can be enabled again later."
    >
      {(close) => <DisableForm {...props} close={close} />}
    </DialogButton>
  );
}

function DisableForm({ machineId, name, grants, close }: DisableProps & { close: () => void }) {
  const { run, isPending, error } = useAction(trpc.machines.disable.mutate);
  const disable = async () => {
    if ((await run({ machineId })) === null) return;
    close();
    showToast({ text: `${name} disabled` });
  };
  return (
    <ConfirmForm
      error={error}
      isBusy={isPending}
      keep="Keep enabled"
      act="Disable machine"
      busyLabel="Disabling…"
      close={close}
      onConfirm={disable}
    >
      <ul className="falls">
        <li>
          <b className="num">{grants.length}</b>
          <span>
            {grants.length === 1 ? "secret" : "secrets"} it can no longer read, from its next request on
            {grants.length === 0 ? "." : ": "}
            <b>{listed(grants.map((grant) => grant.name))}</b>
          </span>
        </li>
      </ul>
    </ConfirmForm>
  );
}
