"use client";

import { trpc } from "#app/_trpc/client.ts";
import { useFollowed } from "#app/_trpc/use-followed.ts";
import type { ClaimStatusView } from "#lib/contract/claims.ts";

const isOver = ({ state }: ClaimStatusView) => state !== "open";

/** Asks until the claim was used or has ended. */
export function useClaimStatus(claimId: string) {
  return useFollowed(trpc.claims.status.query, { claimId }, isOver);
}
