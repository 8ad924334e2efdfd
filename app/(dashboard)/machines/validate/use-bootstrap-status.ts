"use client";

import { useEffect, useState } from "react";
import { type ActionError, actionError } from "#app/_trpc/action-error.ts";
import { trpc } from "#app/_trpc/client.ts";
import type { BootstrapTokenStatusView } from "#lib/contract/bootstrap.ts";
import type { MachineDetailView } from "#lib/contract/machines.ts";

const ASK_EVERY_MS = 3000;

export type Followed = {
  readonly status: BootstrapTokenStatusView | null;
  /** When the status was heard, on the page's own steady clock. */
  readonly heardAt: number;
  readonly machine: MachineDetailView | null;
  /** Why the page does not know more; it keeps asking. */
  readonly error: ActionError | null;
};

/** Asks every few seconds until the token was used or has ended, and pauses while nobody looks at the page. */
export function useBootstrapStatus(bootstrapTokenId: string): Followed {
  const [followed, setFollowed] = useState<Followed>({
    status: null,
    heardAt: 0,
    machine: null,
    error: null,
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const ask = async () => {
      let isOver = false;
      try {
        const status = document.hidden ? null : await trpc.bootstrapTokens.status.query({ bootstrapTokenId });
        const machineId = status?.machineId ?? null;
        const machine = machineId === null ? null : await trpc.machines.get.query({ machineId });
        isOver = status !== null && status.state !== "open";
        if (status !== null && !isGone)
          setFollowed({ status, heardAt: performance.now(), machine, error: null });
      } catch (cause) {
        if (!isGone) setFollowed((before) => ({ ...before, error: actionError(cause) }));
      }
      if (!isGone && !isOver) timer = setTimeout(ask, ASK_EVERY_MS);
    };
    ask();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [bootstrapTokenId]);
  return followed;
}
