"use client";

import { useRouter } from "next/navigation";
import { Button } from "#app/_components/button.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { Form } from "#app/_components/form.tsx";
import { Note } from "#app/_components/note.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import type { MachineDetailView } from "#lib/contract/machines.ts";

type ApproveProps = { machine: Pick<MachineDetailView, "id" | "name" | "fingerprint" | "replaces"> };

export function ApproveMachine({ machine }: ApproveProps) {
  return (
    <DialogButton
      docs={{ page: "machines", at: "validate" }}
      look="primary"
      label="Approve"
      title={`Approve ${machine.name}?`}
      intro={
        machine.replaces === null
          ? "It may then sign requests. It reads nothing until you grant it secrets."
          : `It then reads at once what ${machine.replaces.name} may read now.`
      }
    >
      {(close) => <ApproveForm machine={machine} close={close} />}
    </DialogButton>
  );
}

function ApproveForm({ machine, close }: ApproveProps & { close: () => void }) {
  const router = useRouter();
  const { run, isPending, error } = useAction(trpc.machines.approve.mutate);
  const approve = async () => {
    if (isPending || (await run({ machineId: machine.id })) === null) return;
    close();
    router.push(`/machines/${machine.id}`);
    showToast({ text: `${machine.name} approved` });
  };
  return (
    <Form className="dialog-form" error={error} onSubmit={approve}>
      <div className="dialog-body">
        <p className="soft">The machine printed exactly this fingerprint:</p>
        <p className="fingerprint mt-3">
          <code>{machine.fingerprint}</code>
        </p>
        {machine.replaces === null ? null : (
          <Note tone="warn">
            <b>It replaces {machine.replaces.name}</b>: its projects and grants move over and its key dies.
          </Note>
        )}
      </div>
      <div className="dialog-foot end">
        <Button onClick={close}>Not yet</Button>
        <Button type="submit" look="primary" isBusy={isPending} busyLabel="Approving…">
          Approve machine
        </Button>
      </div>
    </Form>
  );
}
