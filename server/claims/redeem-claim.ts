import { inTransaction } from "#db/client.ts";
import { type FoundClaim, findClaim } from "#db/queries/claim-bindings.ts";
import type { AuditEvent } from "#lib/audit-events.ts";
import type { RedeemClaimInput, RedeemClaimView } from "#lib/contract/claims.ts";
import { denied } from "../access/reasons.ts";
import { mayRecordRefusal } from "../access/refusal-guard.ts";
import { refuseForgedLabels } from "../access/refuse-forged-labels.ts";
import { unableToRecord } from "../access/unable-to-record.ts";
import { recordEvent } from "../audit/record-event.ts";
import { type AnonymousActor, actingAs, type ClaimActor, type Context } from "../context.ts";
import { hashToken, isWellFormedToken } from "../crypto/opaque-token.ts";
import { decideRedemption } from "./decide-redemption.ts";

/**
 * A claim code and a key become a machine that may read at once. All is taken in one transaction, so that a refusal gives
 * the claim back. Another key on a spent code is an alarm: the first may have been a thief.
 */
export function redeemClaim(ctx: Context<AnonymousActor>, input: RedeemClaimInput): Promise<RedeemClaimView> {
  return redeem(ctx, input).catch(unableToRecord);
}

async function redeem(ctx: Context<AnonymousActor>, input: RedeemClaimInput): Promise<RedeemClaimView> {
  const claim = await findByCode(ctx, input.claim);
  const { id: claimId, machineName: name, vaultId } = claim;
  const asClaim = actingAs(ctx, { kind: "claim", claimId, name, vaultId });
  refuseForgedLabels(input);
  const outcome = await decideRedemption(asClaim, claim, input);
  if ("refusal" in outcome) {
    const { refusal: reason, isReuse } = outcome;
    const action = isReuse ? "claim.reused" : "claim.refused";
    // Each counts for itself: refusals of the machine's own key must not use up what shows a thief.
    if (mayRecordRefusal(`${action} ${claimId}`, reason, ctx.now))
      await recordRefusal(asClaim, claim, { action, reason });
    throw denied(reason);
  }
  const { machine } = outcome;
  return {
    machineId: machine.id,
    machineName: machine.name,
    vaultId,
    expiresAt: machine.expiresAt?.getTime() ?? null,
    apiUrl: ctx.config.baseUrl,
  };
}

/** The claim behind a code; a mistyped code and one that nobody made are the same 404. */
async function findByCode(ctx: Context, code: string): Promise<FoundClaim> {
  const claim = isWellFormedToken("skc", code) ? await findClaim(ctx.db, hashToken(code)) : null;
  if (claim === null) throw denied("claim_unknown");
  return claim;
}

function recordRefusal(
  ctx: Context<ClaimActor>,
  { id, machineName: label, machineId }: FoundClaim,
  refusal: Pick<AuditEvent, "action" | "reason">,
): Promise<void> {
  return inTransaction(ctx.db, (tx) =>
    recordEvent(tx, ctx, {
      ...refusal,
      outcome: "denied",
      target: { kind: "claim", id, label },
      // Whose key the first one is: that is the machine to look at.
      ...(machineId === null ? {} : { machineId }),
    }),
  );
}
