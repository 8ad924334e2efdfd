import { inTransaction } from "#db/client.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { Context, MachineActor, UserActor } from "../context.ts";
import { IntegrityError } from "../crypto/aead.ts";

/** A sealed version, with what its audit row and its place need. */
export type SealedSecret = {
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly version: number;
  readonly sealedValue: Uint8Array;
};

/**
 * Decrypts after the release, a machine's read or a person's reveal, was committed. A blob that does not open is an alarm in the audit log and a 500 that says
 * nothing; other secrets are not affected.
 */
export async function openValue(
  ctx: Context<MachineActor | UserActor>,
  secret: SealedSecret,
): Promise<string> {
  const place = {
    purpose: "secret",
    vaultId: ctx.actor.vaultId,
    objectId: secret.id,
    version: secret.version,
  } as const;
  try {
    return (await ctx.keyring.open(ctx.db, place, secret.sealedValue)).toString("utf8");
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
