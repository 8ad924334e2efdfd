"use client";

import { useState } from "react";
import { Check } from "#app/_components/check.tsx";
import { ConfirmForm } from "#app/_components/confirm-form.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { TextField } from "#app/_components/field.tsx";
import { issueAt, textOf } from "#app/_components/form.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { counted } from "#app/_format/amount.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

type RevokeProps = { tokenId: string; name: string; liveMachineCount: number };

export function RevokeToken(props: RevokeProps) {
  return (
    <DialogButton
      docs={{ page: "quick-start", at: "token" }}
      look="danger"
      label="Revoke"
      title={`Revoke ${props.name}?`}
      intro="A revoked token stays revoked."
    >
      {(close) => <RevokeForm {...props} close={close} />}
    </DialogButton>
  );
}

function RevokeForm({ tokenId, liveMachineCount, close }: RevokeProps & { close: () => void }) {
  const [disableMachines, setDisableMachines] = useState(false);
  const { run, isPending, error } = useAction(trpc.tokens.revoke.mutate);
  const machines = counted(liveMachineCount, "machine");
  const revoke = async (form: FormData) => {
    const revoked = await run({ tokenId, reason: textOf(form, "reason"), disableMachines });
    if (revoked === null) return;
    close();
    const also = disableMachines ? `, ${counted(revoked.disabledMachines, "machine")} disabled` : "";
    showToast({ text: `Token revoked${also}` });
  };
  return (
    <ConfirmForm
      error={error}
      isBusy={isPending}
      keep="Keep token"
      act={disableMachines ? "Revoke and disable" : "Revoke token"}
      busyLabel="Revoking…"
      close={close}
      onConfirm={revoke}
    >
      <ul className="falls">
        <li>
          <b className="num">0</b>
          <span>more enrollments. A pipeline that tries is told that the token was revoked.</span>
        </li>
        <li>
          <b className="num">{liveMachineCount}</b>
          <span>
            {liveMachineCount === 1
              ? `machine it enrolled is alive and ${disableMachines ? "loses access with its next request" : "keeps reading until it ends"}`
              : `machines it enrolled are alive and ${disableMachines ? "lose access with their next request" : "keep reading until they end"}`}
          </span>
        </li>
      </ul>
      {liveMachineCount === 0 ? null : (
        <Check isChecked={disableMachines} onChange={setDisableMachines}>
          Also disable its {machines}
        </Check>
      )}
      <TextField
        label="Reason"
        name="reason"
        isOptional
        hint="Shown with the token. Keep values out of it."
        error={issueAt(error, "reason")}
      />
    </ConfirmForm>
  );
}
