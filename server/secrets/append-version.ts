import { inTransaction, type Transaction } from "#db/client.ts";
import { insertVersions } from "#db/queries/secret-versions.ts";
import { advanceVersion, findSecret } from "#db/queries/secrets.ts";
import { lockVaultNames } from "#db/queries/vault-names.ts";
import { fieldNamesOf, type SecretContent } from "#lib/contract/secrets.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { type Blame, claimNames } from "./claim-names.ts";
import { deliveredVariables } from "./delivered-variables.ts";
import { sealContent } from "./seal-content.ts";
import { secretEvent } from "./secret-event.ts";

type NextVersion = {
  readonly secretId: string;
  /** The version its writer saw. */
  readonly expectedVersion: number;
  readonly content: SecretContent;
  /** The version this content was taken from, when nobody typed it. */
  readonly restoredFrom: number | null;
};

/**
 * Appends the version after the one its writer saw, sealed for its own place under a data key of its own. Of any number of
 * writers one succeeds; the others learn of it. Fields that collide or that a runner must not receive are refused.
 */
export async function appendVersion(
  ctx: UserContext,
  { secretId, expectedVersion, content, restoredFrom }: NextVersion,
  blame: Blame,
): Promise<{ version: number }> {
  const { vaultId } = ctx.actor;
  const fieldNames = fieldNamesOf(content);
  const sealed = await sealContent(ctx, secretId, expectedVersion + 1, content);
  const action = restoredFrom === null ? "secret.version_written" : "secret.rolled_back";
  await inTransaction(ctx.db, async (tx) => {
    await lockVaultNames(tx, vaultId);
    const secret = await advanceVersion(tx, vaultId, secretId, { expectedVersion, fieldNames });
    if (secret === null) throw await stale(tx, vaultId, secretId);
    const variables = deliveredVariables(secret.name, fieldNames, blame.path);
    await claimNames(tx, vaultId, { ...secret, variables }, blame);
    await insertVersions(tx, [{ secretId, restoredFrom, ...sealed }]);
    await recordEvent(tx, ctx, secretEvent(action, secret, sealed.version));
  });
  return { version: sealed.version };
}

/** Why the version could not be written: no such secret, or another version came first. */
async function stale(tx: Transaction, vaultId: string, secretId: string): Promise<AppError> {
  const secret = await findSecret(tx, vaultId, secretId);
  if (secret === null) return new AppError("not_found");
  return new AppError("conflict", {
    message: `This secret is at version ${secret.version} now, written after you opened it. Nothing was saved. Load that version, then try again.`,
  });
}
