"use client";

import { useState } from "react";
import { Button } from "#app/_components/button.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { TextField } from "#app/_components/field.tsx";
import { Form, issueAt } from "#app/_components/form.tsx";
import { LifetimeField } from "#app/_components/lifetime-field.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { formatMinute } from "#app/_format/instant.ts";
import { LIFETIME_UNITS, type LifetimeDraft, lifetimeSeconds } from "#app/_format/lifetime.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import type { Instant } from "#lib/contract/fields.ts";

type ExtendProps = { machineId: string; name: string; expiresAt: Instant };

export function ExtendMachine(props: ExtendProps) {
  return (
    <DialogButton
      docs={{ page: "machines", at: "temporary" }}
      small
      label="Extend"
      title={`Extend ${props.name}`}
      intro="From its present end on, or from now if that is over. At most twelve months from now."
    >
      {(close) => <ExtendForm {...props} close={close} />}
    </DialogButton>
  );
}

function ExtendForm({ machineId, name, expiresAt, close }: ExtendProps & { close: () => void }) {
  const [now] = useState(() => new Date());
  const [more, setMore] = useState<LifetimeDraft>({ amount: "7", unit: "days" });
  const [reason, setReason] = useState("");
  const { run, isPending, error } = useAction(trpc.machines.extend.mutate);
  const from = new Date(Math.max(now.getTime(), new Date(expiresAt).getTime()));
  const seconds = lifetimeSeconds(more, from);
  const extend = async () => {
    if (isPending || (await run({ machineId, seconds: seconds ?? 0, reason })) === null) return;
    close();
    showToast({ text: `${name} extended` });
  };
  return (
    <Form className="dialog-form" error={error} shown={["seconds", "reason"]} onSubmit={extend}>
      <div className="dialog-body">
        <LifetimeField
          units={LIFETIME_UNITS}
          label="Longer by"
          value={more}
          onChange={setMore}
          hint={
            seconds === null
              ? "A whole number"
              : `Then it ends ${formatMinute(new Date(from.getTime() + seconds * 1000).toISOString(), now)} UTC`
          }
          error={issueAt(error, "seconds")}
        />
        <TextField
          label="Reason"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          hint="Shown with the machine. Keep values out of it."
          error={issueAt(error, "reason")}
        />
      </div>
      <div className="dialog-foot end">
        <Button onClick={close}>Keep its end</Button>
        <Button type="submit" look="primary" isBusy={isPending} busyLabel="Extending…">
          Extend machine
        </Button>
      </div>
    </Form>
  );
}
