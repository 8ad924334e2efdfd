import { inTransaction } from "#db/client.ts";
import { AppError } from "#lib/errors.ts";
import { bundleFiles } from "#lib/protocol/bundle-files.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { IntegrityError } from "../crypto/aead.ts";
import { privatePem } from "../crypto/machine-key.ts";
import { bundleEvent } from "./bundle-event.ts";
import { linkHalf, sealedPlace } from "./sealed-place.ts";
import { zipFiles } from "./zip-files.ts";

export type BundleLink = { readonly bundleId: string; readonly linkSecret: string };

/** The sealed seed as it was in the database, and whose it is. */
export type TakenBundle = {
  readonly sealed: Uint8Array;
  readonly machine: { readonly id: string; readonly name: string };
};

/** The ZIP of a bundle that was taken out of the database before; nothing that could open it again is left there. */
export async function openBundle(
  ctx: UserContext,
  link: BundleLink,
  { sealed, machine }: TakenBundle,
): Promise<Uint8Array> {
  const seed = await openSeed(ctx, link, { sealed, machine });
  const privateKey = privatePem(seed);
  const identity = {
    ...{ machineId: machine.id, machineName: machine.name },
    ...{ vaultId: ctx.actor.vaultId, apiUrl: ctx.config.baseUrl },
  };
  try {
    return await zipFiles(bundleFiles(identity, privateKey));
  } finally {
    seed.fill(0);
    privateKey.fill(0);
  }
}

/** A blob that does not open is an alarm in the audit log and a 500 that says nothing, as with a secret's value. */
async function openSeed(
  ctx: UserContext,
  { bundleId, linkSecret }: BundleLink,
  { sealed, machine }: TakenBundle,
): Promise<Buffer> {
  const place = sealedPlace(ctx.actor.vaultId, bundleId);
  try {
    return await ctx.keyring.openSplit(ctx.db, place, linkHalf(linkSecret), sealed);
  } catch (error) {
    if (!(error instanceof IntegrityError)) throw new AppError("sealed", { cause: error });
    const subject = { id: bundleId, machineId: machine.id, machineName: machine.name };
    await inTransaction(ctx.db, (tx) =>
      recordEvent(tx, ctx, {
        ...bundleEvent("bundle.refused", subject),
        ...{ outcome: "failed", reason: "integrity_failure" },
      }),
    );
    throw new AppError("internal", { cause: error });
  }
}
