"use client";

import { useEffect, useRef } from "react";
import { Button } from "#app/_components/button.tsx";
import { Countdown } from "#app/_components/countdown.tsx";
import { Note } from "#app/_components/note.tsx";
import { PageHead } from "#app/_components/page-head.tsx";
import { type Remaining, useSecondsLeft } from "#app/_components/use-seconds-left.ts";
import type { CreatedBootstrapTokenView } from "#lib/contract/bootstrap.ts";
import { CommandTabs } from "./command-tabs.tsx";
import { Registered } from "./registered.tsx";
import { type FollowedToken, useBootstrapStatus } from "./use-bootstrap-status.ts";

type HandOverProps = { token: CreatedBootstrapTokenView; baseUrl: string; startAgain: () => void };

/** The only sight of the token, in this page's memory alone; then the machine that used it. */
export function HandOver({ token, baseUrl, startAgain }: HandOverProps) {
  const followed = useBootstrapStatus(token.id);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus(), []);
  const machine = followed.status?.machine ?? null;
  const state = followed.status?.token.state ?? "open";
  return (
    <div ref={top} tabIndex={-1} className="quiet-focus">
      <p className="sr" role="status">
        {machine === null ? "" : `${machine.name} has registered and waits for you.`}
      </p>
      {machine !== null ? (
        <Registered machine={machine} />
      ) : state === "open" ? (
        <Waiting token={token.token} baseUrl={baseUrl} followed={followed} />
      ) : (
        <Ended isUsed={state === "used"} startAgain={startAgain} />
      )}
    </div>
  );
}

type WaitingProps = { token: string; baseUrl: string; followed: FollowedToken };

function Waiting({ token, baseUrl, followed }: WaitingProps) {
  const { status, heardAt, error } = followed;
  return (
    <>
      <PageHead
        title="Run this on the machine"
        intro="It works once and is shown only now. The machine it registers waits for you."
      />
      <div className="split">
        <CommandTabs token={token} baseUrl={baseUrl} />
        <aside className="panel panel-body waiting" aria-labelledby="waiting">
          <h2 id="waiting" className="state wait">
            Waiting for the machine
          </h2>
          {status === null ? (
            <p className="headline" aria-hidden="true">
              10:00
            </p>
          ) : (
            <TimeLeft seconds={status.token.secondsLeft} heardAt={heardAt} />
          )}
          <p className="soft">
            The machine appears here as soon as it has registered. Then the command is spent; unused, it ends
            by itself.
          </p>
          {error === null ? null : (
            <p className="denied-text mt-2" role="alert">
              {error.message}
            </p>
          )}
        </aside>
      </div>
    </>
  );
}

function TimeLeft(remaining: Remaining) {
  return <Countdown left={useSecondsLeft(remaining)} />;
}

function Ended({ isUsed, startAgain }: { isUsed: boolean; startAgain: () => void }) {
  return (
    <div className="measure stack close">
      <PageHead tight title={isUsed ? "The machine was denied" : "The command has ended"} />
      <Note>
        {isUsed
          ? "It registered, and somebody denied or deleted it since."
          : "No machine registered in time, or somebody revoked the token. It registers nothing any more."}
      </Note>
      <div className="actions">
        <Button look="primary" onClick={startAgain}>
          Make another
        </Button>
      </div>
    </div>
  );
}
