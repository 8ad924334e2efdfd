"use client";

import { useRouter } from "next/navigation";
import { ConfirmForm } from "#app/_components/confirm-form.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { listed } from "#app/_format/amount.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

type DeleteProps = { projectId: string; secretId: string; name: string; readers: { name: string }[] };

export function DeleteSecret(props: DeleteProps) {
  return (
    <DialogButton
      docs={{ page: "security", at: "stored" }}
      look="danger"
      label="Delete"
      title={`Delete ${props.name}?`}
      intro="This is what falls with it."
    >
      {(close) => <DeleteForm {...props} close={close} />}
    </DialogButton>
  );
}

function DeleteForm({ projectId, secretId, name, readers, close }: DeleteProps & { close: () => void }) {
  const router = useRouter();
  const { run, isPending, error } = useAction(trpc.secrets.delete.mutate);
  const remove = async () => {
    if ((await run({ secretId })) === null) return;
    router.push(`/projects/${projectId}`);
    showToast({
      text: `${name} is in the trash`,
      link: { label: "View", href: `/projects/${projectId}/trash` },
    });
  };
  return (
    <ConfirmForm
      error={error}
      isBusy={isPending}
      keep="Keep secret"
      act="Delete secret"
      busyLabel="Deleting…"
      close={close}
      onConfirm={remove}
    >
      <ul className="falls">
        <li>
          <b className="num">{readers.length}</b>
          <span>
            {readers.length === 1 ? "machine no longer gets it" : "machines no longer get it"}
            {readers.length === 0 ? "" : ": "}
            <b>{listed(readers.map((reader) => reader.name))}</b>
          </span>
        </li>
        <li>
          <b className="num">0</b>
          <span>versions. All of them wait in the trash for 30 days and can be restored until then.</span>
        </li>
      </ul>
    </ConfirmForm>
  );
}
