"use client";

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
      {error === null ? null : (
        <span className="denied-text" role="alert">
          {error.message}
        </span>
      )}
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
