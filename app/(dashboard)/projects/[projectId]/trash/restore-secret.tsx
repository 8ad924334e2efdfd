"use client";

import { ActionProblem } from "#app/_components/action-problem.tsx";
import { Button } from "#app/_components/button.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

export function RestoreSecret({ secretId, name }: { secretId: string; name: string }) {
  const { run, isPending, error } = useAction(trpc.secrets.restore.mutate);
  const restore = async () => {
    if ((await run({ secretId })) !== null) showToast({ text: `${name} restored` });
  };
  return (
    <>
      <ActionProblem error={error} />
      <Button
        small
        isBusy={isPending}
        busyLabel="Restoring…"
        aria-label={`Restore ${name}`}
        onClick={restore}
      >
        Restore
      </Button>
    </>
  );
}
