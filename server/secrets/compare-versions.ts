import { inTransaction } from "#db/client.ts";
import { findSealedVersion } from "#db/queries/secret-versions.ts";
import type { CompareVersionsInput, SecretContent, VersionComparisonView } from "#lib/contract/secrets.ts";
import { AppError } from "#lib/errors.ts";
import { valueToContent } from "#lib/protocol/secret-value.ts";
import { openValue, type SealedSecret } from "../access/open-value.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { compareContents } from "./compare-contents.ts";
import { secretEvent } from "./secret-event.ts";

type Sealed = SealedSecret & { readonly fieldNames: readonly string[] | null };

/**
 * What differs between two versions of a live secret, by field and never a value. The audit row, which names the later choice,
 * is on disk before either is opened.
 */
export async function compareVersions(
  ctx: UserContext,
  { secretId, from, to }: CompareVersionsInput,
): Promise<VersionComparisonView> {
  const [one, other] = await inTransaction(ctx.db, async (tx) => {
    const older = await findSealedVersion(tx, ctx.actor.vaultId, secretId, from);
    const newer = await findSealedVersion(tx, ctx.actor.vaultId, secretId, to);
    if (older === null || newer === null) throw new AppError("not_found");
    await recordEvent(tx, ctx, secretEvent("secret.versions_compared", newer, newer.version));
    return [older, newer];
  });
  const [before, after] = [await open(ctx, one), await open(ctx, other)];
  const side = ({ version, sizeBytes }: typeof one, { kind }: SecretContent) => ({
    version,
    kind,
    sizeBytes,
  });
  return {
    from: side(one, before),
    to: side(other, after),
    differences: compareContents(before, after),
  };
}

const open = async (ctx: UserContext, sealed: Sealed) =>
  valueToContent(await openValue(ctx, sealed), sealed.fieldNames);
