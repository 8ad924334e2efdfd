import { inTransaction } from "#db/client.ts";
import { insertClaim } from "#db/queries/claims.ts";
import type { CreateClaimInput, CreatedClaimView } from "#lib/contract/claims.ts";
import { newId } from "#lib/ids.ts";
import { makeContainerName } from "#lib/naming/container-name.ts";
import type { ClaimFile } from "#lib/protocol/claim.ts";
import { lockContainerPlan } from "../access/lock-container-plan.ts";
import { refuseOverQuota } from "../access/refuse-over-quota.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { hashToken, mintToken } from "../crypto/opaque-token.ts";

/**
 * Makes a single-use code with which a container binds a key of its own, and returns the claim file: the only time the code
 * exists here. There is no machine yet; a full vault is said now, where somebody can do something about it.
 */
export async function createClaim(ctx: UserContext, input: CreateClaimInput): Promise<CreatedClaimView> {
  const { vaultId, userId } = ctx.actor;
  const code = mintToken("skc");
  const claim = {
    id: newId("clm"),
    vaultId,
    machineName: input.machineName ?? makeContainerName(),
    codeHash: hashToken(code),
    machineLifetimeSeconds: input.machineLifetimeSeconds,
    ownerId: userId,
    lifetimeSeconds: input.claimLifetimeSeconds,
  };
  const { expiresAt, secrets } = await inTransaction(ctx.db, async (tx) => {
    await refuseOverQuota(tx, vaultId, "claims");
    await refuseOverQuota(tx, vaultId, "machines");
    const planned = await lockContainerPlan(tx, vaultId, input);
    const until = await insertClaim(tx, claim, {
      projectId: input.projectId,
      secretIds: planned.map(({ id }) => id),
    });
    await recordEvent(tx, ctx, {
      action: "claim.created",
      outcome: "allowed",
      target: { kind: "claim", id: claim.id, label: claim.machineName },
      projectId: input.projectId,
    });
    return { expiresAt: until, secrets: planned };
  });
  return {
    id: claim.id,
    machineName: claim.machineName,
    file: claimFile({ claim: code, vaultId, apiUrl: ctx.config.baseUrl }),
    expiresAt: expiresAt.toISOString(),
    secrets: secrets.map(({ id, name, fieldNames }) => ({ id, name, fieldNames })),
  };
}

const claimFile = (file: ClaimFile) => `${JSON.stringify(file, null, 2)}\n`;
