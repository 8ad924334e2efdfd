"use client";

import { useEffect, useState } from "react";
import { type ActionError, actionError } from "./action-error.ts";

const ASK_EVERY_MS = 3000;

export type Followed<Status> = {
  readonly status: Status | null;
  /** When the status was heard, on the page's own steady clock. */
  readonly heardAt: number;
  /** Why the page does not know more; it keeps asking. */
  readonly error: ActionError | null;
};

/** Asks every few seconds until it is over, and pauses while nobody looks at the page. */
export function useFollowed<Input, Status>(
  ask: (input: Input) => Promise<Status>,
  input: Input,
  isOver: (status: Status) => boolean,
): Followed<Status> {
  const [followed, setFollowed] = useState<Followed<Status>>({ status: null, heardAt: 0, error: null });
  const [first] = useState({ ask, input, isOver });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const askAgain = async () => {
      let status: Status | null = null;
      try {
        status = document.hidden ? null : await first.ask(first.input);
        if (status !== null && !isGone) setFollowed({ status, heardAt: performance.now(), error: null });
      } catch (cause) {
        if (!isGone) setFollowed((before) => ({ ...before, error: actionError(cause) }));
      }
      if (!isGone && (status === null || !first.isOver(status))) timer = setTimeout(askAgain, ASK_EVERY_MS);
    };
    askAgain();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [first]);
  return followed;
}
