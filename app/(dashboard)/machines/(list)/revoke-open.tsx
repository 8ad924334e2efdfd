"use client";

import type { ReactNode } from "react";
import { ConfirmForm } from "#app/_components/confirm-form.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import type { DocPlace } from "#app/_components/doc-link.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { useAction } from "#app/_trpc/use-action.ts";

type RevokeProps = {
  /** What is revoked, as the page calls it: "claim", "command". */
  what: string;
  /** Behind *Revoke*, for who hears the page: " the claim of web-1". */
  of: string;
  intro: string;
  docs: DocPlace;
  revoke: () => Promise<unknown>;
  /** What nobody can do with it any more. */
  children: ReactNode;
};

/** Ends something that was handed out and not used yet. */
export function RevokeOpen(props: RevokeProps) {
  const { what, of, intro, docs } = props;
  return (
    <DialogButton
      docs={docs}
      small
      label={
        <>
          Revoke<span className="sr">{of}</span>
        </>
      }
      title={`Revoke the ${what}?`}
      intro={intro}
    >
      {(close) => <RevokeForm {...props} close={close} />}
    </DialogButton>
  );
}

function RevokeForm({ what, revoke, children, close }: RevokeProps & { close: () => void }) {
  const { run, isPending, error } = useAction(revoke);
  const confirmed = async () => {
    if ((await run()) === null) return;
    close();
    showToast({ text: `${what.charAt(0).toUpperCase()}${what.slice(1)} revoked` });
  };
  return (
    <ConfirmForm
      error={error}
      isBusy={isPending}
      keep="Keep it"
      act={`Revoke ${what}`}
      busyLabel="Revoking…"
      close={close}
      onConfirm={confirmed}
    >
      <ul className="falls">
        <li>
          <b className="num">0</b>
          <span>{children}</span>
        </li>
      </ul>
    </ConfirmForm>
  );
}
