import { findSealedVersion } from "#db/queries/secret-versions.ts";
import type { RollbackSecretInput } from "#lib/contract/secrets.ts";
import { AppError, fieldError } from "#lib/errors.ts";
import { valueToContent } from "#lib/protocol/secret-value.ts";
import { openValue } from "../access/open-value.ts";
import type { UserContext } from "../context.ts";
import { appendVersion } from "./append-version.ts";

const BLAME = { path: "version", remedy: "Rename that secret first, or bring back another version." };

/**
 * Brings an older value back as a new version; the ones between stay. What it would deliver is judged by today's rules, and
 * the value never leaves the server: it is opened to be sealed again for its new place.
 */
export async function rollbackSecret(
  ctx: UserContext,
  { secretId, version, expectedVersion }: RollbackSecretInput,
): Promise<{ version: number }> {
  const sealed = await findSealedVersion(ctx.db, ctx.actor.vaultId, secretId, version);
  if (sealed === null) throw new AppError("not_found");
  if (version === expectedVersion)
    throw fieldError("version", `Version ${version} is the current one already. Choose an older version.`);
  const content = valueToContent(await openValue(ctx, sealed), sealed.fieldNames);
  return appendVersion(ctx, { secretId, expectedVersion, content, restoredFrom: version }, BLAME);
}
