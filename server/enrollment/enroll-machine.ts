import { inTransaction } from "#db/client.ts";
import { findTokenForEnrollment } from "#db/queries/enrollments.ts";
import type { DenyReason } from "#lib/audit-events.ts";
import type { EnrollMachineInput, EnrollMachineView } from "#lib/contract/machines.ts";
import { denied } from "../access/reasons.ts";
import { mayRecordRefusal } from "../access/refusal-guard.ts";
import { refuseForgedLabels } from "../access/refuse-forged-labels.ts";
import { unableToRecord } from "../access/unable-to-record.ts";
import { recordEvent } from "../audit/record-event.ts";
import { type AnonymousActor, actingAs, type Context, type TokenActor } from "../context.ts";
import { hashToken, isWellFormedToken } from "../crypto/opaque-token.ts";
import { decideEnrollment } from "./decide-enrollment.ts";
import { tokenTarget } from "./token-target.ts";

/**
 * A token and a key become an approved machine with the token's projects and grants (wire-protocol 4.1). Everything that is
 * taken, is taken in one transaction: any refusal gives the use back.
 */
export function enrollMachine(
  ctx: Context<AnonymousActor>,
  vaultId: string,
  input: EnrollMachineInput,
): Promise<EnrollMachineView> {
  return enroll(ctx, vaultId, input).catch(unableToRecord);
}

async function enroll(
  ctx: Context<AnonymousActor>,
  vaultId: string,
  input: EnrollMachineInput,
): Promise<EnrollMachineView> {
  const token = isWellFormedToken("ske", input.token)
    ? await findTokenForEnrollment(ctx.db, vaultId, hashToken(input.token))
    : null;
  if (token === null) throw denied("token_unknown");
  const asToken = actingAs(ctx, { kind: "enrollment_token", tokenId: token.id, name: token.name, vaultId });
  refuseForgedLabels(input);
  const attempt = await decideEnrollment(asToken, token, input);
  if ("refusal" in attempt) {
    if (mayRecordRefusal(token.id, attempt.refusal, ctx.now)) await recordRefusal(asToken, attempt.refusal);
    throw denied(attempt.refusal);
  }
  const { machine } = attempt;
  return {
    machineId: machine.id,
    machineName: machine.name,
    vaultId,
    expiresAt: machine.expiresAt.getTime(),
    apiUrl: ctx.config.baseUrl,
  };
}

function recordRefusal(ctx: Context<TokenActor>, reason: DenyReason): Promise<void> {
  const event = {
    action: "enrollment_token.refused",
    outcome: "denied",
    reason,
    target: tokenTarget(ctx.actor),
  } as const;
  return inTransaction(ctx.db, (tx) => recordEvent(tx, ctx, event));
}
