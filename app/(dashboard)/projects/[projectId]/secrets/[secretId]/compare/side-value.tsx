"use client";

import { ActionProblem } from "#app/_components/action-problem.tsx";
import { Button } from "#app/_components/button.tsx";
import { type Revealable, useReveal } from "../use-reveal.ts";

/** One side's value: a button until it is asked for, then the text with the seconds that are left. */
export function SideValue(props: Revealable) {
  const { revealed, reveal, hide, isPending, error } = useReveal(props);
  const what = `${props.field ?? "value"} of version ${props.version}`;
  if (revealed === null) {
    return (
      <span className="side-value">
        <span className="m-only meta">v{props.version} </span>
        <ActionProblem error={error} />
        <Button
          look="quiet"
          small
          isBusy={isPending}
          busyLabel="Asking…"
          aria-label={`Reveal ${what}`}
          onClick={reveal}
        >
          Reveal
        </Button>
      </span>
    );
  }
  return (
    <span className="side-value">
      <span className="m-only meta">v{props.version} </span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre className="value-text" tabIndex={0}>
        {revealed.text}
      </pre>
      <span className="meta" role="timer" aria-live="off">
        {revealed.secondsLeft} s
      </span>
      <Button look="quiet" small aria-label={`Hide ${what}`} onClick={hide}>
        Hide
      </Button>
    </span>
  );
}
