import type { NewVersion } from "#db/queries/secret-versions.ts";
import { fieldNamesOf, type SecretContent } from "#lib/contract/secrets.ts";
import { contentToValue } from "#lib/protocol/secret-value.ts";
import type { UserContext } from "../context.ts";

/** Seals content as one version of a secret, bound to that place. Before the transaction: no lock waits for a cipher. */
export async function sealContent(
  ctx: UserContext,
  secretId: string,
  version: number,
  content: SecretContent,
): Promise<NewVersion> {
  const { vaultId, userId } = ctx.actor;
  const plaintext = Buffer.from(contentToValue(content), "utf8");
  try {
    const place = { purpose: "secret", vaultId, objectId: secretId, version } as const;
    const sealedValue = await ctx.keyring.seal(ctx.db, place, plaintext);
    const fieldNames = fieldNamesOf(content);
    return { version, sealedValue, sizeBytes: plaintext.length, fieldNames, createdBy: userId };
  } finally {
    plaintext.fill(0);
  }
}
