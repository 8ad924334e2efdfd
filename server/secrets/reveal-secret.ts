import { inTransaction } from "#db/client.ts";
import { findSealedVersion } from "#db/queries/secret-versions.ts";
import type { RevealedView, RevealSecretInput } from "#lib/contract/secrets.ts";
import { AppError, fieldError } from "#lib/errors.ts";
import { valueToContent } from "#lib/protocol/secret-value.ts";
import { openValue } from "../access/open-value.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { secretEvent } from "./secret-event.ts";

/** A value for a person's eyes: the current version or an older one. The audit row is on disk before anything is opened. */
export async function revealSecret(ctx: UserContext, input: RevealSecretInput): Promise<RevealedView> {
  const sealed = await inTransaction(ctx.db, async (tx) => {
    const found = await findSealedVersion(tx, ctx.actor.vaultId, input.secretId, input.version ?? null);
    if (found === null) throw new AppError("not_found");
    if (input.field !== undefined && !found.fieldNames?.includes(input.field))
      throw fieldError("field", "This version has no field of that name.");
    await recordEvent(tx, ctx, secretEvent("secret.revealed", found, found.version));
    return found;
  });
  const content = valueToContent(await openValue(ctx, sealed), sealed.fieldNames);
  const { version } = sealed;
  if (content.kind === "single") return { kind: "single", version, value: content.value };
  const fields = content.fields.filter(({ name }) => input.field === undefined || name === input.field);
  return { kind: "structured", version, fields };
}
