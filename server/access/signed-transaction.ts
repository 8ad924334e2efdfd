import { inTransaction, type Transaction } from "#db/client.ts";
import { claimRequest } from "#db/queries/signed-requests.ts";
import type { DenyReason } from "#lib/audit-events.ts";
import { AppError } from "#lib/errors.ts";
import { CLOCK_WINDOW_SECONDS } from "#lib/protocol/signed-request.ts";
import { recordEvent } from "../audit/record-event.ts";
import { decide } from "./decide.ts";
import { guardrailFacts } from "./guardrail-facts.ts";
import type { MachineContext } from "./machine-context.ts";
import { denied } from "./reasons.ts";
import { mayRecordRefusal } from "./refusal-guard.ts";
import { signedRequestChecks } from "./signed-request.ts";

/** What a verb decided inside the transaction, after it recorded the same. */
export type Verdict<T> =
  | { readonly allowed: true; readonly release: T }
  | { readonly allowed: false; readonly reason: DenyReason };

// Refused without a row: whoever captured a request could replay it until the log is full. The request log has them.
const UNRECORDED: ReadonlySet<DenyReason> = new Set([
  "nonce_replayed",
  "timestamp_out_of_window",
  "machine_deleted",
]);

/**
 * One signed request, decided in one transaction: the nonce is claimed, the machine judged, then `work` decides about
 * the facts and records. The facts are asked for together with the claim, which the server answers first. A denial commits too (its nonce stays burnt) and is thrown after the commit; so is nothing released before it.
 * A database that cannot record is 503, never an answer.
 */
export async function signedTransaction<Facts, T>(
  ctx: MachineContext,
  load: (tx: Transaction) => Promise<Facts>,
  work: (tx: Transaction, facts: Facts) => Promise<Verdict<T>>,
): Promise<T> {
  let verdict: Verdict<T>;
  try {
    verdict = await inTransaction(ctx.db, async (tx) => {
      const [refusal, facts] = await Promise.all([judgeMachine(tx, ctx), load(tx)]);
      return refusal ?? work(tx, facts);
    });
  } catch (error) {
    throw error instanceof AppError ? error : new AppError("sealed", { cause: error });
  }
  if (!verdict.allowed) throw denied(verdict.reason, ctx.actor.machineId);
  return verdict.release;
}

async function judgeMachine(tx: Transaction, ctx: MachineContext): Promise<Verdict<never> | null> {
  const { machineId, name } = ctx.actor;
  const claim = await claimRequest(tx, { machineId, ...ctx.proof, windowSeconds: CLOCK_WINDOW_SECONDS });
  const { sourceIp, isSourceCertain } = ctx;
  const asked = { sourceIp, isSourceCertain, now: claim.now };
  const facts = { ...claim, ...guardrailFacts(claim.machine?.guardrails ?? null, asked) };
  const decision = decide(signedRequestChecks, facts);
  if (decision.allowed) return null;
  if (!UNRECORDED.has(decision.reason) && mayRecordRefusal(machineId, decision.reason, ctx.now)) {
    await recordEvent(tx, ctx, {
      action: "machine.request_denied",
      outcome: "denied",
      reason: decision.reason,
      target: { kind: "machine", id: machineId, label: name },
    });
  }
  return decision;
}
