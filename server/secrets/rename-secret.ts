import { inTransaction } from "#db/client.ts";
import { updateSecretName } from "#db/queries/secrets.ts";
import { lockVaultNames } from "#db/queries/vault-names.ts";
import type { RenameSecretInput } from "#lib/contract/secrets.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { claimNames } from "./claim-names.ts";
import { deliveredVariables } from "./delivered-variables.ts";
import { secretEvent } from "./secret-event.ts";

/** Gives a secret another name, and so its machines other variables. Grants and versions stay as they are. */
export async function renameSecret(
  ctx: UserContext,
  { secretId, name }: RenameSecretInput,
): Promise<{ id: string }> {
  const { vaultId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    await lockVaultNames(tx, vaultId);
    const renamed = await updateSecretName(tx, vaultId, secretId, name);
    if (renamed === null) throw new AppError("not_found");
    const variables = deliveredVariables(name, renamed.fieldNames, "name");
    await claimNames(
      tx,
      vaultId,
      { ...renamed, variables },
      { path: "name", remedy: "Choose another name." },
    );
    await recordEvent(tx, ctx, secretEvent("secret.renamed", { ...renamed, name }));
  });
  return { id: secretId };
}
