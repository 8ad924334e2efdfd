import { setImmediate } from "node:timers/promises";
import { findSealedValues } from "#db/queries/secret-versions.ts";
import type { ExportedSecret } from "#lib/contract/reads.ts";
import { AppError } from "#lib/errors.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { openValue } from "../access/open-value.ts";
import { fieldNamesText } from "./field-names-text.ts";
import { type Exported, OPENED_AT_ONCE, type UnwrapAhead } from "./unwrap-ahead.ts";

type Released = Exported & { readonly fieldNames: readonly string[] | null };

/**
 * Opens what was decided, and recorded, version by version. A version never changes, so what is loaded after the commit is
 * what was decided about; a secret that was removed for good meanwhile is left out. Of what `ahead` has unwrapped only the
 * value itself is left to decrypt.
 */
export async function openReleased(
  ctx: MachineContext,
  released: readonly Released[],
  ahead: UnwrapAhead,
): Promise<ExportedSecret[]> {
  const missing = released.filter(({ sealedValue }) => sealedValue === null);
  const loaded = missing.length === 0 ? null : await loadValues(ctx, missing);
  const exported: ExportedSecret[] = [];
  for (const [index, secret] of released.entries()) {
    if (index > 0 && index % OPENED_AT_ONCE === 0) await setImmediate();
    const sealedValue = secret.sealedValue ?? loaded?.get(secret.id);
    if (sealedValue === undefined) continue;
    const value = await openValue(ctx, { ...secret, sealedValue }, ahead.take(secret.id));
    exported.push({ id: secret.id, name: secret.name, value, fieldNames: fieldNamesText(secret.fieldNames) });
  }
  return exported;
}

function loadValues(ctx: MachineContext, released: readonly Released[]): Promise<Map<string, Uint8Array>> {
  return findSealedValues(ctx.db, ctx.actor.vaultId, released).catch((cause: unknown) => {
    throw new AppError("sealed", { cause });
  });
}
