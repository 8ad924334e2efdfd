"use client";

import { type ReactNode, useState } from "react";
import { RouteDialog } from "#app/_components/route-dialog.tsx";
import { useAskBeforeLeaving } from "#app/_components/use-ask-before-leaving.ts";
import { counted, listed } from "#app/_format/amount.ts";
import { BundleReady } from "./bundle-ready.tsx";
import { ClaimReady } from "./claim-ready.tsx";
import type { ProjectOption } from "./container-draft.ts";
import { ContainerForm } from "./container-form.tsx";
import { NothingToGrant } from "./nothing-to-grant.tsx";
import type { Ready, Site } from "./ready.ts";

const LIST = "/integrations";

/** First what the container is, then what it mounts, in one dialog whose memory is the only place that has it. */
export function NewContainer({ projects, site }: { projects: ProjectOption[]; site: Site }) {
  const [ready, setReady] = useState<Ready | null>(null);
  const [isSafe, setIsSafe] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const wouldLose = ready !== null && !isSafe;
  useAskBeforeLeaving(wouldLose);
  const mayClose = () => {
    if (wouldLose) setIsAsking(true);
    return !wouldLose;
  };
  const leaving = {
    isAsking: isAsking && wouldLose,
    back: LIST,
    ask: () => setIsAsking(true),
    stay: () => setIsAsking(false),
  };
  const shared = { site, leaving, onSafe: () => setIsSafe(true) };
  return (
    <RouteDialog
      {...headOf(ready)}
      size="hand-over"
      back={LIST}
      docs={{ page: "containers" }}
      mayClose={mayClose}
    >
      {ready?.way === "bundle" ? (
        <BundleReady {...shared} bundle={ready.bundle} heardAt={ready.heardAt} />
      ) : ready?.way === "claim" ? (
        <ClaimReady {...shared} claim={ready.claim} seconds={ready.seconds} heardAt={ready.heardAt} />
      ) : projects.length === 0 ? (
        <NothingToGrant back={LIST} />
      ) : (
        <ContainerForm projects={projects} back={LIST} onReady={setReady} />
      )}
    </RouteDialog>
  );
}

function headOf(ready: Ready | null): { title: string; intro: ReactNode } {
  if (ready === null)
    return {
      title: "Create Container",
      intro: "A machine of its own, which reads the secrets you tick and no other.",
    };
  const { secrets } = ready.way === "bundle" ? ready.bundle : ready.claim;
  const granted = (
    <>
      {counted(secrets.length, "secret")} to read: <code>{listed(secrets.map(({ name }) => name))}</code>
    </>
  );
  if (ready.way === "bundle")
    return { title: `${ready.bundle.machine.name} is ready`, intro: <>Approved, with {granted}.</> };
  return {
    title: `${ready.claim.machineName} makes its own key`,
    intro: <>At its first start, with this file, once. It gets {granted}.</>,
  };
}
