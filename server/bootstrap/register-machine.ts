import { inTransaction } from "#db/client.ts";
import type { DenyReason } from "#lib/audit-events.ts";
import type { RegisterMachineInput, RegisterMachineView } from "#lib/contract/bootstrap.ts";
import { denied } from "../access/reasons.ts";
import { mayRecordRefusal } from "../access/refusal-guard.ts";
import { refuseForgedLabels } from "../access/refuse-forged-labels.ts";
import { unableToRecord } from "../access/unable-to-record.ts";
import { recordEvent } from "../audit/record-event.ts";
import { type AnonymousActor, actingAs, type BootstrapActor, type Context } from "../context.ts";
import { decideRegistration } from "./decide-registration.ts";
import { findToken } from "./find-token.ts";
import { tokenLabel } from "./token-label.ts";

/**
 * A bootstrap token and a key become a machine that waits for approval. All is taken in one transaction, so that a
 * refusal gives the token back.
 */
export function registerMachine(
  ctx: Context<AnonymousActor>,
  input: RegisterMachineInput,
): Promise<RegisterMachineView> {
  return register(ctx, input).catch(unableToRecord);
}

async function register(
  ctx: Context<AnonymousActor>,
  input: RegisterMachineInput,
): Promise<RegisterMachineView> {
  const token = await findToken(ctx, input.token);
  const { vaultId } = token;
  const name = tokenLabel(token);
  const asToken = actingAs(ctx, { kind: "bootstrap_token", tokenId: token.id, name, vaultId });
  refuseForgedLabels(input);
  const attempt = await decideRegistration(asToken, token, input);
  if ("refusal" in attempt) {
    if (mayRecordRefusal(token.id, attempt.refusal, ctx.now)) await recordRefusal(asToken, attempt.refusal);
    throw denied(attempt.refusal);
  }
  const { machine } = attempt;
  return {
    machineId: machine.id,
    machineName: machine.name,
    vaultId,
    expiresAt: machine.expiresAt?.getTime() ?? null,
    apiUrl: ctx.config.baseUrl,
  };
}

function recordRefusal(ctx: Context<BootstrapActor>, reason: DenyReason): Promise<void> {
  const { tokenId, name } = ctx.actor;
  return inTransaction(ctx.db, (tx) =>
    recordEvent(tx, ctx, {
      action: "bootstrap_token.refused",
      outcome: "denied",
      reason,
      target: { kind: "bootstrap_token", id: tokenId, label: name },
    }),
  );
}
