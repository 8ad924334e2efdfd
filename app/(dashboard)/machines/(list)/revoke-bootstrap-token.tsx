"use client";

import { ConfirmForm } from "#app/_components/confirm-form.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

type RevokeProps = { bootstrapTokenId: string; name: string };

export function RevokeBootstrapToken(props: RevokeProps) {
  return (
    <DialogButton
      docs={{ page: "machines", at: "validate" }}
      small
      label={
        <>
          Revoke<span className="sr"> the command for {props.name}</span>
        </>
      }
      title="Revoke the command?"
      intro="It would have ended by itself within ten minutes of being made."
    >
      {(close) => <RevokeForm {...props} close={close} />}
    </DialogButton>
  );
}

function RevokeForm({ bootstrapTokenId, name, close }: RevokeProps & { close: () => void }) {
  const { run, isPending, error } = useAction(trpc.bootstrapTokens.revoke.mutate);
  const revoke = async () => {
    if ((await run({ bootstrapTokenId })) === null) return;
    close();
    showToast({ text: "Command revoked" });
  };
  return (
    <ConfirmForm
      error={error}
      isBusy={isPending}
      keep="Keep it"
      act="Revoke command"
      busyLabel="Revoking…"
      close={close}
      onConfirm={revoke}
    >
      <ul className="falls">
        <li>
          <b className="num">0</b>
          <span>
            machines can register with it any more. It was made for <b>{name}</b>; whoever runs it is told
            that it was revoked.
          </span>
        </li>
      </ul>
    </ConfirmForm>
  );
}
