import { inTransaction } from "#db/client.ts";
import { trashSecret } from "#db/queries/secret-trash.ts";
import { lockVaultNames } from "#db/queries/vault-names.ts";
import { type SecretInput, TRASH_DAYS } from "#lib/contract/secrets.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { secretEvent } from "./secret-event.ts";

/** Moves a secret to the trash: its next read is refused as *deleted*, and it can be restored for 30 days. */
export async function deleteSecret(ctx: UserContext, { secretId }: SecretInput): Promise<{ id: string }> {
  const { vaultId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    await lockVaultNames(tx, vaultId);
    const secret = await trashSecret(tx, vaultId, secretId, TRASH_DAYS);
    if (secret === null) throw new AppError("not_found");
    await recordEvent(tx, ctx, secretEvent("secret.deleted", secret));
  });
  return { id: secretId };
}
