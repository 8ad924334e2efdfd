"use client";

import { ButtonLink } from "#app/_components/button.tsx";
import { PageHead } from "#app/_components/page-head.tsx";
import { ApproveMachine } from "#app/_machines/approve-machine.tsx";
import { DenyMachine } from "#app/_machines/deny-machine.tsx";
import { MachineClaims } from "#app/_machines/machine-claims.tsx";
import type { MachineDetailView } from "#lib/contract/machines.ts";

/** The machine that used the command, with all that decides about it. */
export function Registered({ machine }: { machine: MachineDetailView }) {
  return (
    <div className="measure">
      <PageHead
        title="It has registered"
        intro="The command is spent. Is this the machine you meant? It reads nothing until you approve it."
      />
      <MachineClaims machine={machine} />
      {machine.state === "pending" ? (
        <div className="actions mt-6">
          <ApproveMachine machine={machine} />
          <DenyMachine machineId={machine.id} name={machine.name} />
          <ButtonLink look="quiet" href={`/machines/${machine.id}`}>
            Decide later
          </ButtonLink>
        </div>
      ) : (
        <div className="actions mt-6">
          <ButtonLink look="primary" href={`/machines/${machine.id}`}>
            Open the machine
          </ButtonLink>
        </div>
      )}
    </div>
  );
}
