"use client";

import { ActionProblem } from "#app/_components/action-problem.tsx";
import { Button } from "#app/_components/button.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";

export function EnableMachine({ machineId }: { machineId: string }) {
  const { run, isPending, error } = useAction(trpc.machines.enable.mutate);
  const enable = async () => {
    if ((await run({ machineId })) !== null) showToast({ text: "Machine enabled" });
  };
  return (
    <>
      <ActionProblem error={error} />
      <Button look="primary" isBusy={isPending} busyLabel="Enabling…" onClick={enable}>
        Enable
      </Button>
    </>
  );
}
