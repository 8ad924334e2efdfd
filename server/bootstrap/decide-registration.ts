import {
  type FoundBootstrapToken,
  findBootstrapToken,
  findRecentRegistration,
} from "#db/queries/registrations.ts";
import type { DenyReason } from "#lib/audit-events.ts";
import type { RegisterMachineInput } from "#lib/contract/bootstrap.ts";
import { newMachineId } from "#lib/ids.ts";
import { decide } from "../access/decide.ts";
import { registrationChecks } from "../access/registration.ts";
import type { BootstrapActor, Context } from "../context.ts";
import { vetPublicKey } from "../crypto/ed25519.ts";
import { hashToken } from "../crypto/opaque-token.ts";
import { makePendingMachine } from "./make-pending-machine.ts";

/** A client that lost the answer may ask again with the same key this long. */
const RETRY_SECONDS = 600;

type Machine = { readonly id: string; readonly name: string; readonly expiresAt: Date | null };
export type Registration = { readonly machine: Machine } | { readonly refusal: DenyReason };

/**
 * Decides about one registration with a token that exists: a retry of a lost answer, which finds the token used; then the
 * token's state and the key; last the claims that settle races.
 */
export async function decideRegistration(
  ctx: Context<BootstrapActor>,
  token: FoundBootstrapToken,
  input: RegisterMachineInput,
): Promise<Registration> {
  const publicKey = vetPublicKey(input.publicKey);
  const sent = { tokenId: token.id, publicKey, withinSeconds: RETRY_SECONDS };
  const retry = await findRetry(ctx, sent);
  if (retry !== null) return { machine: retry };

  const verdict = decide(registrationChecks, { ...token, isPublicKeyGood: publicKey !== null });
  if (!verdict.allowed || publicKey === null)
    return { refusal: verdict.allowed ? "public_key_invalid" : verdict.reason };

  const machine = { id: newMachineId(), publicKey, hostname: input.hostname };
  const made = await makePendingMachine(ctx, token, machine);
  if ("name" in made) return { machine: { id: machine.id, name: made.name, expiresAt: null } };
  // A copy of this very request may have won the race: then the loser is a retry and gets the same machine.
  const winner = await findRetry(ctx, sent);
  return winner === null
    ? { refusal: await lateReason(ctx, made.refusal, input.token) }
    : { machine: winner };
}

async function findRetry(
  ctx: Context,
  sent: { tokenId: string; publicKey: Uint8Array | null; withinSeconds: number },
): Promise<Machine | null> {
  const { publicKey } = sent;
  return publicKey === null ? null : findRecentRegistration(ctx.db, { ...sent, publicKey });
}

/** Why the token could not be taken although it could a moment ago, by a second look. */
async function lateReason(ctx: Context, claim: DenyReason, token: string): Promise<DenyReason> {
  if (claim !== "bootstrap_used") return claim;
  const now = await findBootstrapToken(ctx.db, hashToken(token));
  if (now === null || now.isRevoked) return "bootstrap_revoked";
  return now.isUsed ? "bootstrap_used" : "bootstrap_expired";
}
