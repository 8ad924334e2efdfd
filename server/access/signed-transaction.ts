import { inTransaction, type Transaction } from "#db/client.ts";
import { claimRequest } from "#db/queries/signed-requests.ts";
import { CLOCK_WINDOW_SECONDS } from "#lib/protocol/signed-request.ts";
import { recordEvent } from "../audit/record-event.ts";
import { judgeMachine } from "./judge-machine.ts";
import type { MachineContext } from "./machine-context.ts";
import { denied } from "./reasons.ts";
import { unableToRecord } from "./unable-to-record.ts";
import type { Verdict } from "./verdict.ts";

/**
 * One signed request, decided in one transaction: the nonce is claimed, the machine judged, then `work` decides about
 * the facts and records, as the machine is called by now. The facts are asked for together with the claim, which the
 * server answers first. A denial commits too (its nonce stays burnt) and is thrown after the commit; nothing is released
 * before it. A database that cannot record is 503, never an answer.
 */
export async function signedTransaction<Facts, T>(
  ctx: MachineContext,
  load: (tx: Transaction) => Promise<Facts>,
  work: (tx: Transaction, facts: Facts, ctx: MachineContext) => Promise<Verdict<T>>,
): Promise<T> {
  const { machineId } = ctx.actor;
  const request = { machineId, ...ctx.proof };
  const metered = ctx.meter.isMetered(machineId, ctx.now) ? [machineId] : [];
  const verdict = await inTransaction(ctx.db, async (tx): Promise<Verdict<T>> => {
    const claiming = claimRequest(tx, request, CLOCK_WINDOW_SECONDS, metered);
    const [claim, facts] = await Promise.all([claiming, load(tx)]);
    const judged = judgeMachine(ctx, claim);
    if (judged.allowed) return work(tx, facts, judged.ctx);
    if (judged.event !== null) await recordEvent(tx, judged.ctx, judged.event);
    return { allowed: false, reason: judged.reason };
  }).catch(unableToRecord);
  return released(ctx, verdict);
}

/** What the verdict released, or its denial. */
export function released<T>(ctx: MachineContext, verdict: Verdict<T>): T {
  if (!verdict.allowed) throw denied(verdict.reason, ctx.actor.machineId);
  return verdict.release;
}
