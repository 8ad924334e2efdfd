"use client";

import { ConfirmForm } from "#app/_components/confirm-form.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { listed } from "#app/_format/amount.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

type DetachProps = {
  machineId: string;
  project: { id: string; name: string };
  grants: { name: string }[];
};

export function DetachProject(props: DetachProps) {
  return (
    <DialogButton
      docs={{ page: "machines", at: "life" }}
      small
      label={
        <>
          Detach<span className="sr"> {props.project.name}</span>
        </>
      }
      title={`Detach ${props.project.name}?`}
      intro="This is what falls with it, from the next request on."
    >
      {(close) => <DetachForm {...props} close={close} />}
    </DialogButton>
  );
}

function DetachForm({ machineId, project, grants, close }: DetachProps & { close: () => void }) {
  const { run, isPending, error } = useAction(trpc.machines.detachProject.mutate);
  const detach = async () => {
    if ((await run({ machineId, projectId: project.id })) === null) return;
    close();
    showToast({ text: `${project.name} detached` });
  };
  return (
    <ConfirmForm
      error={error}
      isBusy={isPending}
      keep="Keep attached"
      act="Detach project"
      busyLabel="Detaching…"
      close={close}
      onConfirm={detach}
    >
      <ul className="falls">
        <li>
          <b className="num">{grants.length}</b>
          <span>
            {grants.length === 1 ? "grant" : "grants"}
            {grants.length === 0 ? ". It reads nothing of this project." : ": "}
            <b>{listed(grants.map(({ name }) => name))}</b>
          </span>
        </li>
      </ul>
    </ConfirmForm>
  );
}
