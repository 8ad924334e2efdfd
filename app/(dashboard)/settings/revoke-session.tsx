"use client";

import { ActionProblem } from "#app/_components/action-problem.tsx";
import { Button } from "#app/_components/button.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

export function RevokeSession({ sessionId, device }: { sessionId: string; device: string }) {
  const { run, isPending, error } = useAction(trpc.account.revokeSession.mutate);
  const revoke = async () => {
    if ((await run({ sessionId })) !== null) showToast({ text: `${device} signed out` });
  };
  return (
    <>
      <ActionProblem error={error} />
      <Button
        small
        look="danger"
        isBusy={isPending}
        busyLabel="Ending…"
        aria-label={`Sign out ${device}`}
        onClick={revoke}
      >
        Sign out
      </Button>
    </>
  );
}
