"use client";

import { useRouter } from "next/navigation";
import { ConfirmForm } from "#app/_components/confirm-form.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { listed } from "#app/_format/amount.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import type { ProjectDeletionView } from "#lib/contract/projects.ts";

type DeleteProjectProps = { projectId: string; name: string; deletion: ProjectDeletionView };

export function DeleteProject(props: DeleteProjectProps) {
  return (
    <DialogButton
      docs={{ page: "security", at: "stored" }}
      look="danger"
      label="Delete project"
      title={`Delete ${props.name}?`}
      intro="This is what falls with it."
    >
      {(close) => <DeleteForm {...props} close={close} />}
    </DialogButton>
  );
}

function DeleteForm({ projectId, name, deletion, close }: DeleteProjectProps & { close: () => void }) {
  const router = useRouter();
  const { run, isPending, error } = useAction(trpc.projects.delete.mutate);
  const remove = async () => {
    if ((await run({ projectId, confirmName: name })) === null) return;
    router.push("/projects");
    showToast({ text: `${name} deleted` });
  };
  return (
    <ConfirmForm
      error={error}
      isBusy={isPending}
      keep="Keep project"
      act="Delete project"
      busyLabel="Deleting…"
      typedName={name}
      close={close}
      onConfirm={remove}
    >
      <ul className="falls">
        <Fall
          names={deletion.secrets}
          one="secret"
          many="secrets"
          what="removed for good, with every version"
        />
        {deletion.trashedSecretCount > 0 ? (
          <li>
            <b className="num">{deletion.trashedSecretCount}</b>
            <span>more in its trash</span>
          </li>
        ) : null}
        <Fall names={deletion.machines} one="machine" many="machines" what="can no longer read them" />
        <Fall
          names={deletion.tokens}
          one="enrollment token"
          many="enrollment tokens"
          what="can no longer deliver them"
        />
        <li>
          <b className="num">0</b>
          <span>audit events. The log keeps all of them.</span>
        </li>
      </ul>
    </ConfirmForm>
  );
}

type FallProps = { names: { id: string; name: string }[]; one: string; many: string; what: string };

function Fall({ names, one, many, what }: FallProps) {
  return (
    <li>
      <b className="num">{names.length}</b>
      <span>
        {names.length === 1 ? one : many} {what}
        {names.length === 0 ? "" : ": "}
        <b>{listed(names.map(({ name }) => name))}</b>
      </span>
    </li>
  );
}
