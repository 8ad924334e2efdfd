import { randomBytes } from "node:crypto";
import { bootstrapTokens } from "#db/schema/bootstrap-tokens.ts";
import type { Guardrails } from "#lib/contract/guardrails.ts";
import { newId } from "#lib/ids.ts";
import type { UserContext } from "../context.ts";
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
  const id = newId("btok");
  await ctx.db.insert(bootstrapTokens).values({
    ...{ id, kind, vaultId: ctx.actor.vaultId, description: "", tokenHash: randomBytes(32) },
    ...{ machineLifetimeSeconds: lifetimeSeconds, createdBy: ctx.actor.userId },
    expiresAt: new Date(Date.now() + 600_000),
    usedAt: new Date(),
  });
  return aStoredMachine(ctx, {
    ...{ kind, isApproved: false, expiresAt: null, bootstrapTokenId: id },
    ...(replaces && { replacesMachineId: replaces.id }),
    ...(guardrails && { guardrails }),
  });
}
