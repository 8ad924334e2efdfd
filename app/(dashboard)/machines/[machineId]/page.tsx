import type { Metadata } from "next";
import { firstOf, type SearchParams } from "#app/_components/address.ts";
import { Id } from "#app/_components/id.tsx";
import { Crumbs, PageHead } from "#app/_components/page-head.tsx";
import { State } from "#app/_components/state.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { MACHINE_STATE_WORDS } from "#app/_words/machine-words.ts";
import { DeleteMachine } from "./delete-machine.tsx";
import { DenialTrace } from "./denial-trace.tsx";
import { DisableMachine } from "./disable-machine.tsx";
import { EnableMachine } from "./enable-machine.tsx";
import { MachineFacts } from "./machine-facts.tsx";
import { MachineGrants } from "./machine-grants.tsx";
import { RenameMachine } from "./rename-machine.tsx";
import { RequestList } from "./request-list.tsx";

export const metadata: Metadata = { title: "Machine" };

type PageProps = { params: Promise<{ machineId: string }>; searchParams: Promise<SearchParams> };

export default async function MachinePage({ params, searchParams }: PageProps) {
  const { machineId } = await params;
  const call = await caller();
  const [machine, { events }] = await Promise.all([
    call.machines.get({ machineId }),
    call.audit.list({ machineId }),
  ]);
  const asked = firstOf(await searchParams, "event");
  const shown = events.find(({ id }) => id === asked) ?? events.find(({ outcome }) => outcome === "denied");
  const { word, shape } = MACHINE_STATE_WORDS[machine.state];
  return (
    <>
      <Crumbs trail={[{ label: "Machines", href: "/machines" }]} here={machine.name} />
      <PageHead
        tight
        title={machine.name}
        isMono
        beside={
          <>
            <State shape={shape}>{word}</State>
            <Id id={machine.id} />
          </>
        }
        actions={
          <>
            <RenameMachine machineId={machineId} name={machine.name} />
            <DeleteMachine machineId={machineId} name={machine.name} grants={machine.grants} />
            {machine.state === "disabled" ? (
              <EnableMachine machineId={machineId} />
            ) : machine.state === "expired" ? null : (
              <DisableMachine machineId={machineId} name={machine.name} grants={machine.grants} />
            )}
          </>
        }
      />
      <MachineFacts machine={machine} />
      <div className="pane">
        <div className="stack">
          <RequestList machineId={machineId} events={events} shown={shown} />
          <MachineGrants machine={machine} />
        </div>
        <DenialTrace machine={machine} event={shown} />
      </div>
    </>
  );
}
