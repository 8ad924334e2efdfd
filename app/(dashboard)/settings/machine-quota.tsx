"use client";

import { useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { Meter } from "#app/_components/chart.tsx";
import { TextField } from "#app/_components/field.tsx";
import { Form, issueAt } from "#app/_components/form.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { formatCount } from "#app/_format/amount.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import type { VaultSettingsView } from "#lib/contract/vault.ts";
import { QUOTAS } from "#lib/quotas.ts";
import { quotaOf } from "./quota-of.ts";

/** How many machines the vault may hold, beside how many it holds now. */
export function MachineQuota({ vault }: { vault: VaultSettingsView }) {
  const { liveMachineCount, machineQuota, maxMachines } = vault;
  const [typed, setTyped] = useState(maxMachines === null ? "" : String(maxMachines));
  const { run, isPending, error } = useAction(trpc.vault.setMachineQuota.mutate);
  const quota = quotaOf(typed);
  const save = async () => {
    if (isPending) return;
    if ((await run({ maxMachines: quota })) !== null) showToast({ text: "Machine quota saved" });
  };
  return (
    <Form error={error} shown={["maxMachines"]} onSubmit={save}>
      <div>
        <p className="meta between mb-1">
          <span>Machines</span>
          <span>
            {formatCount(liveMachineCount)} of {formatCount(machineQuota)}
          </span>
        </p>
        <Meter used={liveMachineCount} limit={machineQuota} />
      </div>
      <TextField
        label="Most machines"
        isOptional
        inputMode="numeric"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        hint={`Expired ones do not count. Left empty, it is ${formatCount(QUOTAS.machines.max)}.`}
        problem={
          quota !== null && quota > 0 && quota < liveMachineCount
            ? `The vault holds ${formatCount(liveMachineCount)}. They stay, and no further one fits until enough have gone.`
            : undefined
        }
        error={issueAt(error, "maxMachines")}
      />
      <div className="actions">
        <Button type="submit" isBusy={isPending} busyLabel="Saving…">
          Save quota
        </Button>
      </div>
    </Form>
  );
}
