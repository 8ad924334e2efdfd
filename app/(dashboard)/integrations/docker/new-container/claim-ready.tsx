"use client";

import { useEffect, useRef, useState } from "react";
import { Clock } from "#app/_bundles/clock.tsx";
import { Button } from "#app/_components/button.tsx";
import { downloadText } from "#app/_components/download-text.ts";
import { Icon } from "#app/_components/icon.tsx";
import { Note } from "#app/_components/note.tsx";
import { useSecondsLeft } from "#app/_components/use-seconds-left.ts";
import type { CreatedClaimView } from "#lib/contract/claims.ts";
import { ClaimBound } from "./claim-bound.tsx";
import { ContainerSnippets } from "./container-snippets.tsx";
import { type Leaving, LeavingFoot } from "./leaving.tsx";
import type { Site } from "./ready.ts";
import { useClaimStatus } from "./use-claim-status.ts";

type ClaimReadyProps = {
  claim: CreatedClaimView;
  seconds: number;
  heardAt: number;
  site: Site;
  leaving: Leaving;
  onSafe: () => void;
};

/** The claim file, and then the key that a container bound with it. */
export function ClaimReady({ claim, seconds, heardAt, site, leaving, onSafe }: ClaimReadyProps) {
  const { status, heardAt: toldAt, error } = useClaimStatus(claim.id);
  const [isSaved, setIsSaved] = useState(false);
  const left = useSecondsLeft(
    status === null ? { seconds, heardAt } : { seconds: status.secondsLeft, heardAt: toldAt },
  );
  const state = status?.state ?? "open";
  const isSafe = isSaved || state !== "open";
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus(), []);
  useEffect(() => {
    if (isSafe) onSafe();
  }, [isSafe, onSafe]);
  const save = () => {
    downloadText({ path: "claim.json", content: claim.file });
    setIsSaved(true);
  };
  return (
    <>
      <div ref={top} tabIndex={-1} className="dialog-body quiet-focus">
        {state === "used" ? (
          <ClaimBound machine={status?.machine ?? null} />
        ) : state === "open" ? (
          <>
            <div className="handover">
              <Clock left={left} of={seconds} until="until the claim file ends" />
              <div className="handover-do">
                <Button look={isSaved ? "plain" : "primary"} className="big" onClick={save}>
                  <Icon name="down" />
                  Download claim.json
                </Button>
                <p className="meta">
                  Works once, for one container. It is not a key, and reads nothing itself.
                </p>
              </div>
            </div>
            <p className="state wait">Waiting for the container’s first start</p>
            {error === null ? null : (
              <p className="denied-text" role="alert">
                {error.message}
              </p>
            )}
            <Note>
              Whoever starts first with this file gets the machine, so compare the fingerprint and the address
              that appear here. A second try with it raises an alarm.
            </Note>
          </>
        ) : (
          <Note tone="warn">
            <b>{state === "revoked" ? "The claim was revoked." : "The claim has expired."}</b> No container
            can bind a key with it any more. Create the container anew.
          </Note>
        )}
        {state === "open" || state === "used" ? (
          <ContainerSnippets
            site={site}
            way="claim"
            machineName={claim.machineName}
            secrets={claim.secrets}
          />
        ) : null}
        <p className="sr" role="status">
          {state === "open"
            ? ""
            : state === "used"
              ? "The container has bound its key."
              : "The claim has ended."}
        </p>
      </div>
      <LeavingFoot
        leaving={leaving}
        isSafe={isSafe}
        machineHref={status?.machine ? `/machines/${status.machine.id}` : null}
        question="The claim file is not saved, and it is shown only here."
      />
    </>
  );
}
