import { inTransaction, type Transaction } from "#db/client.ts";
import { findTokenForEnrollment } from "#db/queries/enrollments.ts";
import { countHeld, findQuota } from "#db/queries/quotas.ts";
import type { DenyReason } from "#lib/audit-events.ts";
import type { RehearsalView, RehearseEnrollmentInput } from "#lib/contract/rehearsal.ts";
import { newMachineId } from "#lib/ids.ts";
import { denied } from "../access/reasons.ts";
import { mayRecordRehearsal } from "../access/refusal-guard.ts";
import { refuseForgedLabels } from "../access/refuse-forged-labels.ts";
import { unableToRecord } from "../access/unable-to-record.ts";
import { recordEvent } from "../audit/record-event.ts";
import { type AnonymousActor, actingAs, type Context, type TokenActor } from "../context.ts";
import { hashToken, isWellFormedToken } from "../crypto/opaque-token.ts";
import { describeRehearsal, type Release } from "./describe-rehearsal.ts";
import { fittingName } from "./fitting-name.ts";
import { judgeNewMachine } from "./judge-new-machine.ts";
import { type EnrollingToken, judgeToken } from "./judge-token.ts";
import { tokenTarget } from "./token-target.ts";

/**
 * Whether an enrollment would succeed now and what its machine would receive, by an enrollment's own checks. It takes no use,
 * makes no machine and opens no value; its one row says that it was asked.
 */
export function rehearseEnrollment(
  ctx: Context<AnonymousActor>,
  vaultId: string,
  input: RehearseEnrollmentInput,
  release: Release,
): Promise<RehearsalView> {
  return rehearse(ctx, vaultId, input, release).catch(unableToRecord);
}

async function rehearse(
  ctx: Context<AnonymousActor>,
  vaultId: string,
  input: RehearseEnrollmentInput,
  release: Release,
): Promise<RehearsalView> {
  const token = isWellFormedToken("ske", input.token)
    ? await findTokenForEnrollment(ctx.db, vaultId, hashToken(input.token))
    : null;
  if (token === null) throw denied("token_unknown");
  const { hostname } = input;
  const name = input.name ?? undefined;
  refuseForgedLabels({ hostname, name });
  const asToken = actingAs(ctx, { kind: "enrollment_token", tokenId: token.id, name: token.name, vaultId });
  const decision = judgeToken(asToken, token, hostname);
  const verdict = decision.allowed
    ? judgeNewMachine(token, { hostname, name: input.name === null ? aFittingName(token) : name }, true)
    : ({ refusal: decision.reason } as const);
  const refusal = "refusal" in verdict ? verdict.refusal : await fullVault(ctx, token);
  await inTransaction(ctx.db, (tx) => recordRehearsal(tx, asToken, refusal));
  if (refusal !== null) throw denied(refusal);
  if ("refusal" in verdict) throw denied(verdict.refusal);
  return describeRehearsal(asToken, { machineName: verdict.name, provider: input.provider }, release);
}

const aFittingName = (token: EnrollingToken) => fittingName(token.namePattern, newMachineId().slice(0, 8));

/** Without the vault's row, which those who enroll wait for: who only asks takes no place, and must not hold them up. */
async function fullVault({ db }: Context, { vaultId }: EnrollingToken): Promise<DenyReason | null> {
  const max = await findQuota(db, vaultId, "machines");
  return (await countHeld(db, vaultId, "machines", max)) < max ? null : "quota_reached";
}

async function recordRehearsal(
  tx: Transaction,
  ctx: Context<TokenActor>,
  reason: DenyReason | null,
): Promise<void> {
  if (!mayRecordRehearsal(ctx.actor.tokenId, reason ?? "rehearsed", ctx.now)) return;
  await recordEvent(tx, ctx, {
    action: "enrollment_token.rehearsed",
    ...(reason === null ? { outcome: "allowed" } : { outcome: "denied", reason }),
    target: tokenTarget(ctx.actor),
  });
}
