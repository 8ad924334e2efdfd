"use client";

import { trpc } from "#app/_trpc/client.ts";
import { RevokeOpen } from "./revoke-open.tsx";

export function RevokeClaim({ claimId, machineName }: { claimId: string; machineName: string }) {
  return (
    <RevokeOpen
      what="claim"
      of={` the claim of ${machineName}`}
      intro="It would have ended by itself within a day of being made."
      docs={{ page: "containers" }}
      revoke={() => trpc.claims.revoke.mutate({ claimId })}
    >
      containers can bind a key with it any more. <b>{machineName}</b> will not start with this file; it is
      told that the claim was revoked.
    </RevokeOpen>
  );
}
