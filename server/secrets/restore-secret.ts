import { inTransaction } from "#db/client.ts";
import { findTrashedSecret, untrashSecret } from "#db/queries/secret-trash.ts";
import { lockVaultNames } from "#db/queries/vault-names.ts";
import type { SecretInput } from "#lib/contract/secrets.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { claimNames } from "./claim-names.ts";
import { deliveredVariables } from "./delivered-variables.ts";
import { secretEvent } from "./secret-event.ts";

const REMEDY = "Rename or delete that one first.";

/** Brings a secret back with its versions and grants, if its name and its variables are still free. */
export async function restoreSecret(ctx: UserContext, { secretId }: SecretInput): Promise<{ id: string }> {
  const { vaultId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    await lockVaultNames(tx, vaultId);
    const secret = await findTrashedSecret(tx, vaultId, secretId);
    if (secret === null || !(await untrashSecret(tx, vaultId, secret, REMEDY)))
      throw new AppError("not_found");
    const variables = deliveredVariables(secret.name, secret.fieldNames, "secretId");
    await claimNames(tx, vaultId, { ...secret, variables }, { path: "secretId", remedy: REMEDY });
    await recordEvent(tx, ctx, secretEvent("secret.restored", secret));
  });
  return { id: secretId };
}
