import { inTransaction, type Transaction } from "#db/client.ts";
import { insertVersions } from "#db/queries/secret-versions.ts";
import { advanceVersion, findSecret } from "#db/queries/secrets.ts";
import { lockVaultNames } from "#db/queries/vault-names.ts";
import { fieldNamesOf, type WriteVersionInput } from "#lib/contract/secrets.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { claimNames } from "./claim-names.ts";
import { deliveredVariables } from "./delivered-variables.ts";
import { sealContent } from "./seal-content.ts";
import { secretEvent } from "./secret-event.ts";

/** Appends the version after the one its writer saw. Of any number of writers one succeeds; the others learn of it. */
export async function writeVersion(ctx: UserContext, input: WriteVersionInput): Promise<{ version: number }> {
  const { vaultId } = ctx.actor;
  const { secretId, expectedVersion, content } = input;
  const fieldNames = fieldNamesOf(content);
  const sealed = await sealContent(ctx, secretId, expectedVersion + 1, content);
  await inTransaction(ctx.db, async (tx) => {
    await lockVaultNames(tx, vaultId);
    const secret = await advanceVersion(tx, vaultId, secretId, { expectedVersion, fieldNames });
    if (secret === null) throw await stale(tx, vaultId, secretId);
    const variables = deliveredVariables(secret.name, fieldNames, "content");
    await claimNames(
      tx,
      vaultId,
      { ...secret, variables },
      { path: "content", remedy: "Name the fields otherwise." },
    );
    await insertVersions(tx, [{ secretId, ...sealed }]);
    await recordEvent(tx, ctx, secretEvent("secret.version_written", secret, sealed.version));
  });
  return { version: sealed.version };
}

/** Why the version could not be written: no such secret, or another version came first. */
async function stale(tx: Transaction, vaultId: string, secretId: string): Promise<AppError> {
  const secret = await findSecret(tx, vaultId, secretId);
  if (secret === null) return new AppError("not_found");
  return new AppError("conflict", {
    message: `This secret is at version ${secret.version} now, written after you opened it. Nothing was saved. Load that version, then write yours.`,
  });
}
