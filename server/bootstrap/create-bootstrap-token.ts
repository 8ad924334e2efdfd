import { inTransaction } from "#db/client.ts";
import { insertBootstrapToken } from "#db/queries/bootstrap-tokens.ts";
import {
  BOOTSTRAP_TOKEN_SECONDS,
  type CreateBootstrapTokenInput,
  type CreatedBootstrapTokenView,
} from "#lib/contract/bootstrap.ts";
import type { Guardrails } from "#lib/contract/guardrails.ts";
import { newId } from "#lib/ids.ts";
import { refuseOverQuota } from "../access/refuse-over-quota.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { hashToken, mintToken } from "../crypto/opaque-token.ts";
import { normaliseGuardrails } from "../network/normalise-guardrails.ts";
import { tokenLabel } from "./token-label.ts";

/** Makes a single-use token of ten minutes and returns its plaintext: the only time it exists here. */
export async function createBootstrapToken(
  ctx: UserContext,
  input: CreateBootstrapTokenInput,
): Promise<CreatedBootstrapTokenView> {
  const { vaultId, userId } = ctx.actor;
  const plaintext = mintToken("skb");
  const token = {
    id: newId("btok"),
    vaultId,
    kind: input.kind,
    machineName: input.machineName,
    description: input.description,
    ...limitsOf(input),
    tokenHash: hashToken(plaintext),
    lifetimeSeconds: BOOTSTRAP_TOKEN_SECONDS,
    createdBy: userId,
  };
  const expiresAt = await inTransaction(ctx.db, async (tx) => {
    await refuseOverQuota(tx, vaultId, "bootstrapTokens");
    const until = await insertBootstrapToken(tx, token);
    await recordEvent(tx, ctx, {
      action: "bootstrap_token.created",
      outcome: "allowed",
      target: { kind: "bootstrap_token", id: token.id, label: tokenLabel(token) },
      tokenId: token.id,
    });
    return until;
  });
  return { id: token.id, token: plaintext, expiresAt: expiresAt.toISOString() };
}

function limitsOf(input: CreateBootstrapTokenInput): {
  machineLifetimeSeconds: number | null;
  guardrails: Guardrails | null;
} {
  if (input.kind === "long_lived") return { machineLifetimeSeconds: null, guardrails: null };
  const { machineLifetimeSeconds, guardrails } = input;
  return { machineLifetimeSeconds, guardrails: normaliseGuardrails(guardrails) };
}
