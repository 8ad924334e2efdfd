import type { Metadata } from "next";
import { firstOf, type SearchParams } from "#app/_components/address.ts";
import { Id } from "#app/_components/id.tsx";
import { Crumbs, PageHead } from "#app/_components/page-head.tsx";
import { State } from "#app/_components/state.tsx";
import { ApproveMachine } from "#app/_machines/approve-machine.tsx";
import { DenyMachine } from "#app/_machines/deny-machine.tsx";
import { caller } from "#app/_trpc/caller.ts";
import { MACHINE_STATE_WORDS } from "#app/_words/machine-words.ts";
import { DeleteMachine } from "./delete-machine.tsx";
import { DenialTrace } from "./denial-trace.tsx";
import { DisableMachine } from "./disable-machine.tsx";
import { EnableMachine } from "./enable-machine.tsx";
import { GuardrailsPanel } from "./guardrails-panel.tsx";
import { KeyPanel } from "./key-panel.tsx";
import { isKeyless } from "./keyless.ts";
import { LifetimePanel } from "./lifetime-panel.tsx";
import { MachineAccess } from "./machine-access.tsx";
import { MachineFacts } from "./machine-facts.tsx";
import { MachineGrants } from "./machine-grants.tsx";
import { MachineNotes } from "./machine-notes.tsx";
import { PendingMachine } from "./pending-machine.tsx";
import { RenameMachine } from "./rename-machine.tsx";
import { RequestList } from "./request-list.tsx";

export const metadata: Metadata = { title: "Machine" };

type PageProps = { params: Promise<{ machineId: string }>; searchParams: Promise<SearchParams> };

export default async function MachinePage({ params, searchParams }: PageProps) {
  const { machineId } = await params;
  const call = await caller();
  const [machine, { events }, projects, reused, refused] = await Promise.all([
    call.machines.get({ machineId }),
    call.audit.list({ machineId }),
    call.projects.list(),
    call.audit.list({ machineId, action: "claim.reused" }),
    call.audit.list({ machineId, action: "bundle.refused" }),
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
        // While it waits, the claims below say what it is for.
        intro={machine.state === "pending" ? undefined : machine.validation?.description || undefined}
        beside={
          <>
            <State shape={shape}>{word}</State>
            <Id id={machine.id} />
          </>
        }
        actions={
          machine.state === "pending" ? (
            <>
              <RenameMachine machineId={machineId} name={machine.name} />
              <DenyMachine machineId={machineId} name={machine.name} />
              <ApproveMachine machine={machine} />
            </>
          ) : (
            <>
              <RenameMachine machineId={machineId} name={machine.name} />
              <DeleteMachine machineId={machineId} name={machine.name} />
              {machine.state === "disabled" ? (
                isKeyless(machine) ? null : (
                  <EnableMachine machineId={machineId} />
                )
              ) : machine.state === "expired" ? null : (
                <DisableMachine machineId={machineId} name={machine.name} grants={machine.grants} />
              )}
            </>
          )
        }
      />
      {machine.state === "pending" ? (
        <PendingMachine machine={machine} />
      ) : (
        <>
          <MachineFacts machine={machine} />
          <MachineNotes machine={machine} alarms={[...reused.events, ...refused.events]} />
          {machine.kind === "ephemeral" ? null : (
            <div className="split mb-8">
              <MachineAccess machine={machine} projects={projects} />
              <aside className="aside">
                {machine.kind === "container" ? <KeyPanel machine={machine} /> : null}
                <LifetimePanel machine={machine} />
                <GuardrailsPanel machine={machine} />
              </aside>
            </div>
          )}
        </>
      )}
      <div className="pane">
        <div className="stack">
          <RequestList machineId={machineId} events={events} shown={shown} />
          {machine.kind === "ephemeral" ? <MachineGrants machine={machine} /> : null}
        </div>
        <DenialTrace machine={machine} event={shown} />
      </div>
    </>
  );
}
