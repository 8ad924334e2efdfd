"use client";

import { DialogButton } from "#app/_components/dialog.tsx";
import { trpc } from "#app/_trpc/client.ts";
import { useAnswer } from "#app/_trpc/use-answer.ts";
import { GrantsForm, type GrantsProps } from "./grants-form.tsx";

export function ChangeGrants(props: GrantsProps) {
  return (
    <DialogButton
      docs={{ page: "machines", at: "life" }}
      small
      size="wide"
      label={
        <>
          {props.isRunner ? "Take secrets back" : "Choose secrets"}
          <span className="sr"> of {props.project.name}</span>
        </>
      }
      title={`Secrets of ${props.project.name}`}
      intro={`What ${props.machineName} may read. Nothing changes until you save.`}
    >
      {(close) => <LoadedGrants {...props} close={close} />}
    </DialogButton>
  );
}

/** The options are asked for when somebody wants to see them, and are the ones of that moment. */
function LoadedGrants(props: GrantsProps & { close: () => void }) {
  const { answer, error } = useAnswer(trpc.machines.grantOptions.query, { machineId: props.machineId });
  if (answer !== null) return <GrantsForm {...props} options={answer} />;
  return (
    <div className="dialog-body panels-to-come">
      {error === null ? (
        <p className="soft late" role="status">
          Reading the secrets’ names…
        </p>
      ) : (
        <p className="denied-text" role="alert">
          {error.message}
        </p>
      )}
    </div>
  );
}
