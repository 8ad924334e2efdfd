import { inTransaction } from "#db/client.ts";
import { findMachine, updateGuardrails } from "#db/queries/machines.ts";
import type { SetGuardrailsInput } from "#lib/contract/machines.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { normaliseGuardrails } from "../network/normalise-guardrails.ts";
import { machineEvent } from "./machine-event.ts";

/** Replaces a machine's guardrails from its next request on. Null takes them away. */
export async function setGuardrails(ctx: UserContext, input: SetGuardrailsInput): Promise<{ id: string }> {
  const { machineId } = input;
  const { vaultId } = ctx.actor;
  const guardrails = normaliseGuardrails(input.guardrails);
  await inTransaction(ctx.db, async (tx) => {
    const changed = await updateGuardrails(tx, vaultId, { machineId, guardrails });
    if (changed !== null) await recordEvent(tx, ctx, machineEvent("machine.guardrails_changed", changed));
    else if ((await findMachine(tx, vaultId, machineId)) === null) throw new AppError("not_found");
  });
  return { id: machineId };
}
