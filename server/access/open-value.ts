import { inTransaction } from "#db/client.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { Context, MachineActor, UserActor } from "../context.ts";
import { IntegrityError } from "../crypto/aead.ts";
import type { SealPlace, UnwrappedEnvelope } from "../crypto/envelope.ts";

/** A sealed version, with what its audit row and its place need. */
export type SealedSecret = {
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly version: number;
  readonly sealedValue: Uint8Array;
};

type Reader = Context<MachineActor | UserActor>;

/**
 * What of the opening may come before the release: the value's key is unwrapped and compared, the value stays sealed. Nothing is
 * recorded here; a failure belongs to the `openValue` that gets this promise, and to nobody where nothing is released.
 */
export function unwrapValue(
  ctx: Reader,
  secret: Pick<SealedSecret, "id" | "version">,
  sealedValue: Uint8Array,
): Promise<UnwrappedEnvelope> {
  return ctx.keyring.unwrap(ctx.db, placeOf(ctx, secret), sealedValue);
}

/**
 * Decrypts after the release, a machine's read or a person's reveal, was committed; with `unwrapping`, what began before is
 * finished here. A blob that does not open is an alarm in the audit log and a 500 that says nothing; other secrets are not
 * affected.
 */
export async function openValue(
  ctx: Reader,
  secret: SealedSecret,
  unwrapping?: Promise<UnwrappedEnvelope>,
): Promise<string> {
  try {
    const opened =
      unwrapping === undefined
        ? await ctx.keyring.open(ctx.db, placeOf(ctx, secret), secret.sealedValue)
        : (await unwrapping).open();
    return opened.toString("utf8");
  } catch (error) {
    if (!(error instanceof IntegrityError)) throw new AppError("sealed", { cause: error });
    await inTransaction(ctx.db, (tx) =>
      recordEvent(tx, ctx, {
        action: "secret.integrity_failed",
        outcome: "failed",
        reason: "integrity_failure",
        target: { kind: "secret", id: secret.id, label: secret.name },
        projectId: secret.projectId,
        secretId: secret.id,
        version: secret.version,
      }),
    );
    throw new AppError("internal", { cause: error });
  }
}

function placeOf(ctx: Reader, { id, version }: Pick<SealedSecret, "id" | "version">): SealPlace {
  return { purpose: "secret", vaultId: ctx.actor.vaultId, objectId: id, version };
}
