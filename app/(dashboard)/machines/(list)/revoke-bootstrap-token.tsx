"use client";

import { trpc } from "#app/_trpc/client.ts";
import { RevokeOpen } from "./revoke-open.tsx";

export function RevokeBootstrapToken({ bootstrapTokenId, name }: { bootstrapTokenId: string; name: string }) {
  return (
    <RevokeOpen
      what="command"
      of={` the command for ${name}`}
      intro="It would have ended by itself within ten minutes of being made."
      docs={{ page: "machines", at: "validate" }}
      revoke={() => trpc.bootstrapTokens.revoke.mutate({ bootstrapTokenId })}
    >
      machines can register with it any more. It was made for <b>{name}</b>; whoever runs it is told that it
      was revoked.
    </RevokeOpen>
  );
}
