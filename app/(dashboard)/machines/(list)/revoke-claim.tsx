"use client";

import { ConfirmForm } from "#app/_components/confirm-form.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

type RevokeProps = { claimId: string; machineName: string };

export function RevokeClaim(props: RevokeProps) {
  return (
    <DialogButton
      docs={{ page: "containers" }}
      small
      label={
        <>
          Revoke<span className="sr"> the claim of {props.machineName}</span>
        </>
      }
      title="Revoke the claim?"
      intro="It would have ended by itself within a day of being made."
    >
      {(close) => <RevokeForm {...props} close={close} />}
    </DialogButton>
  );
}

function RevokeForm({ claimId, machineName, close }: RevokeProps & { close: () => void }) {
  const { run, isPending, error } = useAction(trpc.claims.revoke.mutate);
  const revoke = async () => {
    if ((await run({ claimId })) === null) return;
    close();
    showToast({ text: "Claim revoked" });
  };
  return (
    <ConfirmForm
      error={error}
      isBusy={isPending}
      keep="Keep it"
      act="Revoke claim"
      busyLabel="Revoking…"
      close={close}
      onConfirm={revoke}
    >
      <ul className="falls">
        <li>
          <b className="num">0</b>
          <span>
            containers can bind a key with it any more. <b>{machineName}</b> will not start with this file; it
            is told that the claim was revoked.
          </span>
        </li>
      </ul>
    </ConfirmForm>
  );
}
