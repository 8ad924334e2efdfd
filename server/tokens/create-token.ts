import { inTransaction } from "#db/client.ts";
import { insertScope, lockScope } from "#db/queries/token-scope.ts";
import { insertToken } from "#db/queries/tokens.ts";
import { lockVaultNames } from "#db/queries/vault-names.ts";
import type { CreatedTokenView, CreateTokenInput } from "#lib/contract/tokens.ts";
import { fieldError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { refuseOverQuota } from "../access/refuse-over-quota.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { hashToken, mintToken } from "../crypto/opaque-token.ts";
import { normaliseCidr } from "../network/cidr.ts";
import { scopeIssue } from "./scope-issue.ts";
import { tokenTarget } from "./token-target.ts";

/** Makes a token whose scope can be delivered as it stands, and returns its plaintext: the only time it exists here. */
export async function createToken(ctx: UserContext, input: CreateTokenInput): Promise<CreatedTokenView> {
  const { vaultId, userId } = ctx.actor;
  const { projectIds, secretIds, sourceCidr, ...policy } = input;
  const chosen = { projectIds: [...new Set(projectIds)], secretIds: [...new Set(secretIds)] };
  const range = rangeOf(sourceCidr);
  const plaintext = mintToken("ske");
  const token = { id: newId("etok"), vaultId, ...policy };
  await inTransaction(ctx.db, async (tx) => {
    await lockVaultNames(tx, vaultId);
    await refuseOverQuota(tx, vaultId, "tokens");
    const issue = scopeIssue(chosen, await lockScope(tx, vaultId, chosen));
    if (issue) throw fieldError(issue.path, issue.message);
    await insertToken(tx, {
      ...token,
      sourceCidr: range,
      tokenHash: hashToken(plaintext),
      createdBy: userId,
    });
    await insertScope(tx, token.id, chosen);
    await recordEvent(tx, ctx, {
      action: "enrollment_token.created",
      outcome: "allowed",
      ...tokenTarget(token),
    });
  });
  return { id: token.id, name: token.name, token: plaintext };
}

function rangeOf(text: string | null): string | null {
  if (text === null) return null;
  const range = normaliseCidr(text);
  if (!range.isGood) throw fieldError("sourceCidr", range.problem);
  return range.cidr;
}
