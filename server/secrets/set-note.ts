import { inTransaction } from "#db/client.ts";
import { updateSecretNote } from "#db/queries/secrets.ts";
import type { SetNoteInput } from "#lib/contract/secrets.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { secretEvent } from "./secret-event.ts";

/** Notes are for people and are stored as plain text; the form says so. */
export async function setNote(ctx: UserContext, { secretId, note }: SetNoteInput): Promise<{ id: string }> {
  await inTransaction(ctx.db, async (tx) => {
    const secret = await updateSecretNote(tx, ctx.actor.vaultId, secretId, note);
    if (secret === null) throw new AppError("not_found");
    await recordEvent(tx, ctx, secretEvent("secret.note_changed", secret));
  });
  return { id: secretId };
}
