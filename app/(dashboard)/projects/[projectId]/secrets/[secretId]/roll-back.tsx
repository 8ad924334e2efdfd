"use client";

import { Button } from "#app/_components/button.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { Form } from "#app/_components/form.tsx";
import { Note } from "#app/_components/note.tsx";
import { showToast } from "#app/_components/toaster.tsx";
import { counted, listed } from "#app/_format/amount.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAction } from "#app/_trpc/use-action.ts";
import type { SecretDetailView, SecretVersionView } from "#lib/contract/secrets.ts";
import { variableNames } from "#lib/naming/variable-name.ts";

type RollBackProps = {
  secret: Pick<SecretDetailView, "id" | "name" | "version" | "variables" | "machineCount" | "machineNames">;
  to: Pick<SecretVersionView, "version" | "fieldNames">;
};

export function RollBack(props: RollBackProps) {
  const { secret, to } = props;
  return (
    <DialogButton
      docs={{ page: "security", at: "stored" }}
      look="quiet"
      small
      label={
        <>
          Roll back<span className="sr"> to version {to.version}</span>
        </>
      }
      title={`Roll ${secret.name} back to version ${to.version}?`}
    >
      {(close) => <RollBackForm {...props} close={close} />}
    </DialogButton>
  );
}

function RollBackForm({ secret, to, close }: RollBackProps & { close: () => void }) {
  const { run, isPending, error } = useAction(trpc.secrets.rollback.mutate);
  const submit = async () => {
    if (isPending) return;
    const { id: secretId, version: expectedVersion } = secret;
    const written = await run({ secretId, version: to.version, expectedVersion });
    if (written === null) return;
    close();
    showToast({ text: `Version ${to.version} is back, as version ${written.version}` });
  };
  return (
    <Form className="dialog-form" error={error} onSubmit={submit}>
      <div className="dialog-body">
        <p>
          The value of version {to.version} becomes version {secret.version + 1}. Every version until now
          stays in the history, and nobody sees the value.
        </p>
        <Readers count={secret.machineCount} names={secret.machineNames} />
        <Variables before={secret.variables} after={variableNames(secret.name, to.fieldNames)} />
      </div>
      <div className="dialog-foot end">
        <Button onClick={close}>Keep version {secret.version}</Button>
        <Button type="submit" look="primary" isBusy={isPending} busyLabel="Rolling back…">
          Roll back to version {to.version}
        </Button>
      </div>
    </Form>
  );
}

function Readers({ count, names }: { count: number; names: string[] }) {
  if (count === 0) return <p className="soft">No machine can read this secret now.</p>;
  const rest = [...names, ...Array.from({ length: count - names.length }, () => "")];
  return (
    <p>
      {counted(count, "machine")} {count === 1 ? "gets" : "get"} it from {count === 1 ? "its" : "their"} next
      read on: <b>{listed(rest)}</b>.
    </p>
  );
}

/** Another shape is other variables: jobs that use the ones of now would no longer find them. */
function Variables({ before, after }: { before: string[]; after: string[] }) {
  const lost = before.filter((variable) => !after.includes(variable));
  const gained = after.filter((variable) => !before.includes(variable));
  if (lost.length === 0 && gained.length === 0) return null;
  return (
    <Note tone="warn">
      {gained.length === 0 ? null : (
        <>
          Jobs then receive <b>{listed(gained)}</b>.{" "}
        </>
      )}
      {lost.length === 0 ? null : (
        <>
          They no longer receive <b>{listed(lost)}</b>.
        </>
      )}
    </Note>
  );
}
