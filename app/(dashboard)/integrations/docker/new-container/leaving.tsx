"use client";

import type { ReactNode } from "react";
import { Button, ButtonLink } from "#app/_components/button.tsx";

export type Leaving = { readonly isAsking: boolean; readonly back: string; ask(): void; stay(): void };

type LeavingFootProps = {
  leaving: Leaving;
  isSafe: boolean;
  question: ReactNode;
  machineHref: string | null;
};

/** The dialog's foot: the way out, or the question before somebody loses what is shown only here. */
export function LeavingFoot({ leaving, isSafe, question, machineHref }: LeavingFootProps) {
  if (leaving.isAsking) {
    return (
      <div className="dialog-foot" role="alert">
        <span>{question}</span>
        <span className="actions">
          <Button autoFocus onClick={leaving.stay}>
            Stay here
          </Button>
          <ButtonLink look="danger fill" href={leaving.back} scroll={false}>
            Leave without it
          </ButtonLink>
        </span>
      </div>
    );
  }
  if (!isSafe) {
    return (
      <div className="dialog-foot end">
        <Button onClick={leaving.ask}>Close</Button>
      </div>
    );
  }
  return (
    <div className="dialog-foot end">
      {machineHref === null ? null : (
        <ButtonLink look="quiet" href={machineHref}>
          Open the machine
        </ButtonLink>
      )}
      <ButtonLink look="primary" href={leaving.back} scroll={false}>
        Done
      </ButtonLink>
    </div>
  );
}
