"use client";

import { trpc } from "#app/_trpc/client.ts";
import { type Followed, useFollowed } from "#app/_trpc/use-followed.ts";
import type { BootstrapTokenStatusView } from "#lib/contract/bootstrap.ts";
import type { MachineDetailView } from "#lib/contract/machines.ts";

export type FollowedToken = Followed<{ token: BootstrapTokenStatusView; machine: MachineDetailView | null }>;

/** Asks until the token was used or has ended; then with the machine that used it. */
export function useBootstrapStatus(bootstrapTokenId: string): FollowedToken {
  return useFollowed(
    async (input: { bootstrapTokenId: string }) => {
      const token = await trpc.bootstrapTokens.status.query(input);
      const { machineId } = token;
      return { token, machine: machineId === null ? null : await trpc.machines.get.query({ machineId }) };
    },
    { bootstrapTokenId },
    ({ token }) => token.state !== "open",
  );
}
