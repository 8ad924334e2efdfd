"use client";

import { useRouter } from "next/navigation";
import { ConfirmForm } from "#app/_components/confirm-form.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

type DenyProps = { machineId: string; name: string };

export function DenyMachine(props: DenyProps) {
  return (
    <DialogButton
      docs={{ page: "machines", at: "validate" }}
      look="danger"
      label="Deny"
      title={`Deny ${props.name}?`}
      intro="It goes from the list and reads nothing, now or later."
    >
      {(close) => <DenyForm {...props} close={close} />}
    </DialogButton>
  );
}

function DenyForm({ machineId, name, close }: DenyProps & { close: () => void }) {
  const router = useRouter();
  const { run, isPending, error } = useAction(trpc.machines.deny.mutate);
  const deny = async () => {
    if ((await run({ machineId })) === null) return;
    router.push("/machines");
    showToast({ text: `${name} denied` });
  };
  return (
    <ConfirmForm
      error={error}
      isBusy={isPending}
      keep="Keep waiting"
      act="Deny machine"
      busyLabel="Denying…"
      close={close}
      onConfirm={deny}
    >
      <ul className="falls">
        <li>
          <b className="num">1</b>
          <span>
            key. It can never register again; the same host would need a new token and makes a new key.
          </span>
        </li>
        <li>
          <b className="num">0</b>
          <span>grants. The audit log keeps that it asked.</span>
        </li>
      </ul>
    </ConfirmForm>
  );
}
