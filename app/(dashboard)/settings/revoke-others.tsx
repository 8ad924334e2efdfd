"use client";

import { ActionProblem } from "#app/_components/action-problem.tsx";
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
      <ActionProblem error={error} />
      <Button small look="danger" isBusy={isPending} busyLabel="Ending…" onClick={revoke}>
        Sign out all others
      </Button>
    </>
  );
}
