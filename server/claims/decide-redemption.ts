import { type FoundClaim, findClaim, findRecentBinding, isKeyOfClaim } from "#db/queries/claim-bindings.ts";
import type { DenyReason } from "#lib/audit-events.ts";
import type { RedeemClaimInput } from "#lib/contract/claims.ts";
import { newMachineId } from "#lib/ids.ts";
import { claimChecks } from "../access/claim-redemption.ts";
import { decide } from "../access/decide.ts";
import type { ClaimActor, Context } from "../context.ts";
import { vetPublicKey } from "../crypto/ed25519.ts";
import { hashToken } from "../crypto/opaque-token.ts";
import { bindMachine } from "./bind-machine.ts";
import { holdsKey } from "./holds-key.ts";

/** A client that lost the answer may ask again with the same key this long. */
const RETRY_SECONDS = 600;

type Machine = { readonly id: string; readonly name: string; readonly expiresAt: Date | null };
type Refusal = {
  readonly refusal: DenyReason;
  /** Somebody other than the machine that the claim bound has its code. */
  readonly isReuse: boolean;
};
export type Redemption = { readonly machine: Machine } | Refusal;

/**
 * Decides about one redemption of a claim that exists: a retry of a lost answer, which finds it used; then the claim's
 * state, the key and the proof that it is held; last the claims that settle races.
 */
export async function decideRedemption(
  ctx: Context<ClaimActor>,
  claim: FoundClaim,
  input: RedeemClaimInput,
): Promise<Redemption> {
  const publicKey = vetPublicKey(input.publicKey);
  const isKeyHeld = publicKey !== null && (await holdsKey(claim, publicKey, input));
  const own = isKeyHeld ? { claimId: claim.id, publicKey, withinSeconds: RETRY_SECONDS } : null;
  const retry = own === null ? null : await findRecentBinding(ctx.db, own);
  if (retry !== null) return { machine: retry };

  const verdict = decide(claimChecks, { ...claim, isPublicKeyGood: publicKey !== null, isKeyHeld });
  if (!verdict.allowed || own === null) {
    const refusal = verdict.allowed ? "possession_unproven" : verdict.reason;
    return { refusal, isReuse: refusal === "claim_used" && !(await isOwnKey(ctx, own)) };
  }
  const machine = { id: newMachineId(), publicKey: own.publicKey, hostname: input.hostname };
  const made = await bindMachine(ctx, claim, machine);
  if ("expiresAt" in made)
    return { machine: { id: machine.id, name: claim.machineName, expiresAt: made.expiresAt } };
  // A copy of this very request may have won the race: then the loser is a retry and gets the same machine.
  const winner = await findRecentBinding(ctx.db, own);
  if (winner !== null) return { machine: winner };
  const refusal = await lateReason(ctx, made.refusal, input.claim);
  return { refusal, isReuse: refusal === "claim_used" };
}

async function isOwnKey(
  ctx: Context,
  own: { readonly claimId: string; readonly publicKey: Uint8Array } | null,
): Promise<boolean> {
  return own !== null && isKeyOfClaim(ctx.db, own);
}

/** Why the claim could not be taken although it could a moment ago, by a second look. */
async function lateReason(ctx: Context, lost: DenyReason, code: string): Promise<DenyReason> {
  if (lost !== "claim_used") return lost;
  const now = await findClaim(ctx.db, hashToken(code));
  if (now === null || now.isRevoked) return "claim_revoked";
  return now.isUsed ? "claim_used" : "claim_expired";
}
