import { inTransaction, type Transaction } from "#db/client.ts";
import {
  claimPublicKey,
  findRecentEnrollment,
  findTokenForEnrollment,
  insertEnrolledMachine,
  takeTokenUse,
} from "#db/queries/enrollments.ts";
import type { DenyReason } from "#lib/audit-events.ts";
import type { EnrollMachineInput, EnrollMachineView } from "#lib/contract/machines.ts";
import { AppError } from "#lib/errors.ts";
import { newMachineId } from "#lib/ids.ts";
import { globMatches } from "#lib/naming/glob.ts";
import { HOSTNAME, MACHINE_NAME } from "#lib/naming/machine-name.ts";
import { decide } from "../access/decide.ts";
import { enrollmentChecks, newMachineChecks } from "../access/enrollment.ts";
import { denied } from "../access/reasons.ts";
import { mayRecordRefusal } from "../access/refusal-guard.ts";
import { recordEvent, recordEvents } from "../audit/record-event.ts";
import { type AnonymousActor, actingAs, type Context, type TokenActor } from "../context.ts";
import { vetPublicKey } from "../crypto/ed25519.ts";
import { hashToken, isWellFormedToken } from "../crypto/opaque-token.ts";
import { cidrContains } from "../network/cidr.ts";
import { nameMachine } from "./name-machine.ts";

/** A client that lost the answer may ask again with the same key this long. */
const RETRY_SECONDS = 600;

type Token = NonNullable<Awaited<ReturnType<typeof findTokenForEnrollment>>>;
type Machine = { readonly id: string; readonly name: string; readonly expiresAt: Date };
type Attempt = { readonly machine: Machine } | { readonly refusal: DenyReason };

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
  const attempt = await tryEnroll(asToken, token, input);
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

/** Host and machine names are labels that end up in logs and files: a plain charset or 400, before any pattern sees them. */
function refuseForgedLabels(input: EnrollMachineInput): void {
  if (!HOSTNAME.test(input.hostname))
    throw new AppError("invalid_request", {
      message: "The hostname may hold letters, digits, . _ and - only.",
    });
  if (input.name !== undefined && !MACHINE_NAME.test(input.name))
    throw new AppError("invalid_request", {
      message: "The machine name may hold letters, digits, . _ and - only.",
    });
}

/** A database that cannot answer, or not record a refusal, is 503: the same request may be sent again. */
function unableToRecord(error: unknown): never {
  throw error instanceof AppError ? error : new AppError("sealed", { cause: error });
}

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

async function tryEnroll(
  ctx: Context<TokenActor>,
  token: Token,
  input: EnrollMachineInput,
): Promise<Attempt> {
  const decision = decide(enrollmentChecks, {
    isRevoked: token.isRevoked,
    isExpired: token.isExpired,
    isSourceAllowed: token.sourceCidr === null || cidrContains(token.sourceCidr, ctx.sourceIp),
    isHostnameAllowed: token.hostnamePattern === null || globMatches(token.hostnamePattern, input.hostname),
  });
  if (!decision.allowed) return { refusal: decision.reason };

  const publicKey = vetPublicKey(input.publicKey);
  const retry = publicKey === null ? null : await findRetry(ctx, token, publicKey);
  if (retry) return { machine: retry };

  const id = newMachineId();
  const { pattern, ...naming } = {
    pattern: token.namePattern,
    hostname: input.hostname,
    tokenName: token.name,
  };
  const name = nameMachine({ pattern, asked: input.name, ...naming, uuid8: newMachineId().slice(0, 8) });
  const isPublicKeyGood = publicKey !== null;
  const verdict = decide(newMachineChecks, {
    usesLeft: token.usesLeft,
    isNameAllowed: name !== null,
    isPublicKeyGood,
  });
  if (!verdict.allowed || name === null || publicKey === null)
    return { refusal: verdict.allowed ? "name_not_allowed" : verdict.reason };

  const refusal = new Refusal();
  try {
    const machine = { id, name, publicKey, hostname: input.hostname };
    const expiresAt = await inTransaction(ctx.db, (tx) => makeMachine(tx, ctx, token, machine, refusal));
    return { machine: { id, name, expiresAt } };
  } catch (error) {
    if (error !== refusal || refusal.reason === null) throw error;
    // A copy of this very request may have won the race: then the loser is a retry and gets the same machine.
    const winner = await findRetry(ctx, token, publicKey);
    return winner
      ? { machine: winner }
      : { refusal: await lateReason(ctx, refusal.reason, hashToken(input.token)) };
  }
}

/** Thrown to roll the transaction back; the reason says which claim failed. */
class Refusal extends Error {
  reason: DenyReason | null = null;
}

async function makeMachine(
  tx: Transaction,
  ctx: Context<TokenActor>,
  token: Token,
  machine: { id: string; name: string; publicKey: Uint8Array; hostname: string },
  refusal: Refusal,
): Promise<Date> {
  const refuse = (reason: DenyReason): never => {
    refusal.reason = reason;
    throw refusal;
  };
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
  token: Token,
  publicKey: Uint8Array,
): Promise<Machine | null> {
  const found = await findRecentEnrollment(ctx.db, {
    tokenId: token.id,
    publicKey,
    withinSeconds: RETRY_SECONDS,
  });
  return found?.expiresAt ? { id: found.id, name: found.name, expiresAt: found.expiresAt } : null;
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

const tokenTarget = (actor: TokenActor) =>
  ({ kind: "enrollment_token", id: actor.tokenId, label: actor.name }) as const;
