import type { RequestClaim } from "#db/queries/signed-requests.ts";
import type { AuditEvent, DenyReason } from "#lib/audit-events.ts";
import { actingAs } from "../context.ts";
import { decide } from "./decide.ts";
import { guardrailFacts } from "./guardrail-facts.ts";
import type { MachineContext } from "./machine-context.ts";
import { mayRecordRefusal } from "./refusal-guard.ts";
import { signedRequestChecks } from "./signed-request.ts";

// Refused without a row: whoever captured a request could replay it until the log is full. The request log has them.
const UNRECORDED: ReadonlySet<DenyReason> = new Set([
  "nonce_replayed",
  "timestamp_out_of_window",
  "machine_deleted",
]);

type Judged =
  | { readonly allowed: true; readonly ctx: MachineContext }
  | {
      readonly allowed: false;
      readonly ctx: MachineContext;
      readonly reason: DenyReason;
      readonly event: AuditEvent | null;
    };

/** Who is asking, by what the claim found: the context under the machine's present name, and the refusal with its row. */
export function judgeMachine(ctx: MachineContext, claim: RequestClaim): Judged {
  const { actor, sourceIp, isSourceCertain } = ctx;
  const asked = { sourceIp, isSourceCertain, now: claim.now };
  const guardrails = guardrailFacts(claim.machine?.guardrails ?? null, asked);
  const isWithinBudget = ctx.meter.isWithin(claim.budgetUsed);
  const { machine, isFresh, isFirstUse } = claim;
  const { isSourceAllowed, isHourAllowed } = guardrails;
  const facts = { machine, isFresh, isFirstUse, isSourceAllowed, isHourAllowed, isWithinBudget };
  const decision = decide(signedRequestChecks, facts);
  const name = claim.machine?.name ?? actor.name;
  const named = name === actor.name ? ctx : renamed(ctx, name);
  if (decision.allowed) return { allowed: true, ctx: named };
  const { reason } = decision;
  const isRecorded = !UNRECORDED.has(reason) && mayRecordRefusal(actor.machineId, reason, ctx.now);
  const target = { kind: "machine", id: actor.machineId, label: name } as const;
  return {
    allowed: false,
    ctx: named,
    reason,
    event: isRecorded ? { action: "machine.request_denied", outcome: "denied", reason, target } : null,
  };
}

const renamed = (ctx: MachineContext, name: string): MachineContext => ({
  ...ctx,
  ...actingAs(ctx, { ...ctx.actor, name }),
});
