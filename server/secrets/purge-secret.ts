import { inTransaction } from "#db/client.ts";
import { purgeTrashedSecret } from "#db/queries/secret-trash.ts";
import type { SecretInput } from "#lib/contract/secrets.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { secretEvent } from "./secret-event.ts";

/** Removes a secret of the trash for good, with every version and grant. */
export async function purgeSecret(ctx: UserContext, { secretId }: SecretInput): Promise<{ id: string }> {
  await inTransaction(ctx.db, async (tx) => {
    const secret = await purgeTrashedSecret(tx, ctx.actor.vaultId, secretId);
    if (secret === null) throw new AppError("not_found");
    await recordEvent(tx, ctx, secretEvent("secret.purged", secret));
  });
  return { id: secretId };
}
