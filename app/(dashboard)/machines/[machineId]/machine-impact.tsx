"use client";

import type { ReactNode } from "react";
import { Note } from "#app/_components/note.tsx";
import { TimeLine } from "#app/_components/time.tsx";
import { formatCapped, formatCount, listed } from "#app/_format/amount.ts";
import { trpc } from "#app/_trpc/client.ts";
import { useAnswer } from "#app/_trpc/use-answer.ts";
import type { MachineImpactView } from "#lib/contract/machines.ts";
import { READS_COUNTED_MAX } from "#lib/reads-counted.ts";

type ImpactProps = {
  machineId: string;
  /** Rows of what else falls. */
  children?: ReactNode;
};

/** What stops working when the machine loses its access, as the server knows it at this moment. */
export function MachineImpact({ machineId, children }: ImpactProps) {
  const { answer, error } = useAnswer(trpc.machines.impact.query, { machineId });
  if (error !== null) {
    return (
      <p className="denied-text" role="alert">
        What falls with it is not known: {error.message}
      </p>
    );
  }
  return (
    <div className="impact" aria-busy={answer === null}>
      {answer === null ? (
        <p className="soft late" role="status">
          Looking at what it reads…
        </p>
      ) : (
        <ImpactFacts impact={answer}>{children}</ImpactFacts>
      )}
    </div>
  );
}

function ImpactFacts({ impact, children }: { impact: MachineImpactView; children: ReactNode }) {
  const { secrets, projects, lastReadAt, readsLast24Hours } = impact;
  return (
    <div className="stack close">
      <ul className="falls">
        <li>
          <b className="num">{formatCount(secrets.length)}</b>
          <span>
            {secrets.length === 1 ? "secret" : "secrets"} it can no longer read
            {secrets.length === 0 ? "." : ": "}
            <b>
              {listed(
                secrets.map(({ name }) => name),
                5,
              )}
            </b>
          </span>
        </li>
        <li>
          <b className="num">{formatCount(projects.length)}</b>
          <span>
            {projects.length === 1 ? "project" : "projects"} it is detached from
            {projects.length === 0 ? "." : ": "}
            <b>{listed(projects.map(({ name }) => name))}</b>
          </span>
        </li>
        <li>
          <b className="num">{formatCapped(readsLast24Hours, READS_COUNTED_MAX)}</b>
          <span>
            {readsLast24Hours === 1 ? "read" : "reads"} in the last 24 hours. Last read:{" "}
            <TimeLine at={lastReadAt} never="never" />
          </span>
        </li>
        {children}
      </ul>
      {readsLast24Hours === 0 ? null : (
        <Note tone="warn">
          <b>It is in use.</b> What runs there will stop working at its next read.
        </Note>
      )}
    </div>
  );
}
