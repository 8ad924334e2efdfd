"use client";

import { Button } from "#app/_components/button.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

export function RevokeOthers() {
  const { run, isPending, error } = useAction(trpc.account.revokeOtherSessions.mutate);
  const revoke = async () => {
    if ((await run()) !== null) showToast({ text: "Every other device is signed out" });
  };
  return (
    <>
      {error === null ? null : (
        <span className="denied-text" role="alert">
          {error.message}
        </span>
      )}
      <Button small look="danger" isBusy={isPending} busyLabel="Ending…" onClick={revoke}>
        Sign out all others
      </Button>
    </>
  );
}
