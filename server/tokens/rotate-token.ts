import { inTransaction } from "#db/client.ts";
import {
  copyScope,
  findSuccessor,
  lockTokenForRotation,
  retireToken,
  takenTokenNames,
} from "#db/queries/token-rotations.ts";
import { insertToken } from "#db/queries/tokens.ts";
import { lockVaultNames } from "#db/queries/vault-names.ts";
import type { RotatedTokenView, RotateTokenInput } from "#lib/contract/tokens.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { refuseOverQuota } from "../access/refuse-over-quota.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { hashToken, mintToken } from "../crypto/opaque-token.ts";
import { retiredNames } from "./retired-names.ts";
import { tokenTarget } from "./token-target.ts";

/**
 * Makes a token with the policy, name and lifetime of another and fresh uses, and ends the other one after the overlap. A
 * token is rotated once: whoever comes second is told which token took its place.
 */
export function rotateToken(ctx: UserContext, input: RotateTokenInput): Promise<RotatedTokenView> {
  const { vaultId, userId } = ctx.actor;
  const { tokenId, overlapSeconds } = input;
  const plaintext = mintToken("ske");
  const id = newId("etok");
  return inTransaction(ctx.db, async (tx) => {
    await lockVaultNames(tx, vaultId);
    const old = await lockTokenForRotation(tx, vaultId, tokenId);
    if (old === null) throw new AppError("not_found");
    const successor = await findSuccessor(tx, vaultId, tokenId);
    const message = refusalOf(old, successor);
    if (message !== null) throw new AppError("conflict", { message });
    await refuseOverQuota(tx, vaultId, "tokens");
    const names = retiredNames(old.policy.name, ctx.now);
    const taken = await takenTokenNames(tx, vaultId, names);
    const retiredName = names.find((name) => !taken.has(name));
    if (retiredName === undefined)
      throw new AppError("conflict", {
        message:
          "A token of this name was rotated a hundred times today. Create a new token with another name.",
      });
    const expiresAt = await retireToken(tx, vaultId, { tokenId, name: retiredName, overlapSeconds });
    await insertToken(tx, {
      ...old.policy,
      id,
      vaultId,
      tokenHash: hashToken(plaintext),
      createdBy: userId,
      replacesTokenId: tokenId,
    });
    await copyScope(tx, tokenId, id);
    const [retired, made] = [
      { id: tokenId, name: retiredName },
      { id, name: old.policy.name },
    ];
    await recordEvents(tx, ctx, [
      { action: "enrollment_token.rotated", outcome: "allowed", ...tokenTarget(retired) },
      { action: "enrollment_token.created", outcome: "allowed", ...tokenTarget(made) },
    ]);
    return { ...made, token: plaintext, replaces: { ...retired, expiresAt: expiresAt.toISOString() } };
  });
}

type Old = { readonly isRevoked: boolean; readonly isExpired: boolean };

function refusalOf(
  { isRevoked, isExpired }: Old,
  successor: { readonly name: string } | null,
): string | null {
  if (successor !== null)
    return `This token was rotated already: ${successor.name} took its place. Rotate that one, if it has to be.`;
  if (isRevoked) return "This token was revoked, and what was revoked gets no successor. Create a new token.";
  if (isExpired) return "This token has expired. Create a new token with the policy that is right today.";
  return null;
}
