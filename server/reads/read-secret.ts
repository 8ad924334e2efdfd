import type { MachineContext } from "../access/machine-context.ts";
import { openValue } from "../access/open-value.ts";
import { released } from "../access/signed-transaction.ts";
import { unableToRecord } from "../access/unable-to-record.ts";
import { etagOf } from "./etag.ts";
import { wireId } from "./wire-id.ts";

/** `value` is null when the caller's copy is current: it was then not opened. */
export type SecretReading = { readonly etag: string; readonly value: string | null };

/**
 * One value for one machine (wire-protocol 2.1). The audit row is on disk before the value exists in memory. A caller whose
 * `If-None-Match` names the current version is decided about alike, and recorded as one who checked and received nothing.
 */
export async function readSecret(
  ctx: MachineContext,
  secretId: string,
  ifNoneMatch: string | null = null,
): Promise<SecretReading> {
  const id = wireId(secretId);
  const verdict = await ctx.readQueue({ ctx, secretId: id, ifNoneMatch }).catch(unableToRecord);
  const { secret, isCopyCurrent } = released(ctx, verdict);
  const value = isCopyCurrent ? null : await openValue(ctx, secret);
  return { etag: etagOf(id, secret.version), value };
}
