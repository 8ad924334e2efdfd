import type { Transaction } from "#db/client.ts";
import {
  claimPublicKey,
  findRecentEnrollment,
  findTokenForEnrollment,
  insertEnrolledMachine,
  takeTokenUse,
} from "#db/queries/enrollments.ts";
import { hasRoom } from "#db/queries/quotas.ts";
import type { DenyReason } from "#lib/audit-events.ts";
import type { EnrollMachineInput } from "#lib/contract/machines.ts";
import { newMachineId } from "#lib/ids.ts";
import { takeAll } from "../access/take-all.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { Context, TokenActor } from "../context.ts";
import { vetPublicKey } from "../crypto/ed25519.ts";
import { hashToken } from "../crypto/opaque-token.ts";
import { judgeNewMachine } from "./judge-new-machine.ts";
import { type EnrollingToken, judgeToken } from "./judge-token.ts";
import { tokenTarget } from "./token-target.ts";

/** A client that lost the answer may ask again with the same key this long. */
const RETRY_SECONDS = 600;

type Machine = { readonly id: string; readonly name: string; readonly expiresAt: Date };
export type Enrollment = { readonly machine: Machine } | { readonly refusal: DenyReason };

/** Why the token could not be used although it could a moment ago, by a second look. */
async function lateReason(
  ctx: Context<TokenActor>,
  claim: DenyReason,
  tokenHash: Uint8Array,
): Promise<DenyReason> {
  if (claim !== "token_exhausted") return claim;
  const token = await findTokenForEnrollment(ctx.db, ctx.actor.vaultId, tokenHash);
  if (token === null || token.isRevoked) return "token_revoked";
  return token.isExpired ? "token_expired" : claim;
}

/**
 * Decides about one enrollment with a token that exists, in this order: the token's state and limits, a retry of a lost
 * answer, what a new machine needs, and last the claims that settle races.
 */
export async function decideEnrollment(
  ctx: Context<TokenActor>,
  token: EnrollingToken,
  input: EnrollMachineInput,
): Promise<Enrollment> {
  const decision = judgeToken(ctx, token, input.hostname);
  if (!decision.allowed) return { refusal: decision.reason };

  const publicKey = vetPublicKey(input.publicKey);
  const retry = publicKey === null ? null : await findRetry(ctx, token, publicKey);
  if (retry) return { machine: retry };

  const verdict = judgeNewMachine(token, input, publicKey !== null);
  if ("refusal" in verdict) return verdict;
  if (publicKey === null) return { refusal: "public_key_invalid" };

  const [id, { name }] = [newMachineId(), verdict];
  const machine = { id, name, publicKey, hostname: input.hostname };
  const made = await takeAll(ctx.db, (tx, refuse) => makeMachine(tx, ctx, token, machine, refuse));
  if ("taken" in made) return { machine: { id, name, expiresAt: made.taken } };
  // A copy of this very request may have won the race: then the loser is a retry and gets the same machine.
  const winner = await findRetry(ctx, token, publicKey);
  return winner
    ? { machine: winner }
    : { refusal: await lateReason(ctx, made.refusal, hashToken(input.token)) };
}

async function makeMachine(
  tx: Transaction,
  ctx: Context<TokenActor>,
  token: EnrollingToken,
  machine: { id: string; name: string; publicKey: Uint8Array; hostname: string },
  refuse: (reason: DenyReason) => never,
): Promise<Date> {
  if (!(await hasRoom(tx, token.vaultId, "machines", 1))) refuse("quota_reached");
  if (!(await takeTokenUse(tx, token.id))) refuse("token_exhausted");
  if (!(await claimPublicKey(tx, machine.publicKey, machine.id))) refuse("public_key_known");
  const expiresAt = await insertEnrolledMachine(tx, {
    ...machine,
    vaultId: token.vaultId,
    sourceIp: ctx.sourceIp,
    tokenId: token.id,
    lifetimeSeconds: token.machineLifetimeSeconds,
  });
  const target = { kind: "machine", id: machine.id, label: machine.name } as const;
  await recordEvents(tx, ctx, [
    {
      action: "enrollment_token.used",
      outcome: "allowed",
      target: tokenTarget(ctx.actor),
      machineId: machine.id,
    },
    { action: "machine.enrolled", outcome: "allowed", target, machineId: machine.id },
  ]);
  return expiresAt;
}

async function findRetry(
  ctx: Context<TokenActor>,
  token: EnrollingToken,
  publicKey: Uint8Array,
): Promise<Machine | null> {
  const found = await findRecentEnrollment(ctx.db, {
    tokenId: token.id,
    publicKey,
    withinSeconds: RETRY_SECONDS,
  });
  return found?.expiresAt ? { id: found.id, name: found.name, expiresAt: found.expiresAt } : null;
}
