import { findClaimStatus } from "#db/queries/claims.ts";
import type { ClaimStatusView } from "#lib/contract/claims.ts";
import { AppError } from "#lib/errors.ts";
import type { UserContext } from "../context.ts";
import { keyFingerprint } from "../crypto/key-fingerprint.ts";

/** What became of one claim so far: it waits, it ended, or a container bound its key with it. */
export async function followClaim(
  ctx: UserContext,
  { claimId }: { claimId: string },
): Promise<ClaimStatusView> {
  const status = await findClaimStatus(ctx.db, ctx.actor.vaultId, claimId);
  if (status === null) throw new AppError("not_found");
  const { state, secondsLeft, machine } = status;
  return {
    state,
    secondsLeft,
    machine: machine && {
      id: machine.id,
      name: machine.name,
      fingerprint: keyFingerprint(machine.publicKey),
      sourceIp: machine.sourceIp,
      boundAt: machine.createdAt.toISOString(),
    },
  };
}
