import type { Guardrails } from "#lib/contract/guardrails.ts";
import type { UserContext } from "../context.ts";
import { aBootstrapToken } from "./a-bootstrap-token.ts";
import { aStoredMachine, type StoredMachine } from "./a-machine.ts";

type Registration = {
  /** Makes it a temporary machine; counted from its approval. */
  readonly lifetimeSeconds?: number;
  readonly replaces?: StoredMachine;
  readonly guardrails?: Guardrails;
};

/** A machine as its registration leaves it: it waits for a person and has no end yet. */
export async function aPendingMachine(ctx: UserContext, options: Registration = {}): Promise<StoredMachine> {
  const { lifetimeSeconds = null, replaces, guardrails } = options;
  const kind = lifetimeSeconds === null ? ("long_lived" as const) : ("temporary" as const);
  const { id } = await aBootstrapToken(ctx, {
    kind,
    machineLifetimeSeconds: lifetimeSeconds,
    usedAt: new Date(),
  });
  return aStoredMachine(ctx, {
    ...{ kind, isApproved: false, expiresAt: null, bootstrapTokenId: id },
    ...(replaces && { replacesMachineId: replaces.id }),
    ...(guardrails && { guardrails }),
  });
}
