import { setImmediate } from "node:timers/promises";
import type { MachineContext } from "../access/machine-context.ts";
import { type SealedSecret, unwrapValue } from "../access/open-value.ts";
import type { UnwrappedEnvelope } from "../crypto/envelope.ts";

/** A secret of an export. */
export type Exported = Omit<SealedSecret, "sealedValue"> & {
  /** Null when it still has to be loaded. */
  readonly sealedValue: Uint8Array | null;
};

/** Keys that are unwrapped while the rows about their values are written, so that only the values wait for the commit. */
export type UnwrapAhead = {
  /** Begins and returns at once. It does not throw, and neither does what it began. */
  start(secrets: readonly Exported[]): void;
  /** What was begun for this secret, if it was. With the first call the rest is left to whoever opens it. */
  take(secretId: string): Promise<UnwrappedEnvelope> | undefined;
  /** Wipes every key that was not used, also one that is still on its way. Call it however the export ends. */
  discard(): void;
};

/** A thousand openings in one go would keep every other request waiting for tens of milliseconds. */
export const OPENED_AT_ONCE = 64;

/** For one export; it uses no connection of the export's transaction. */
export function makeUnwrapAhead(ctx: MachineContext): UnwrapAhead {
  const begun = new Map<string, Promise<UnwrappedEnvelope>>();
  let isOver = false;

  async function unwrapAll(secrets: readonly Exported[]): Promise<void> {
    for (const [index, secret] of secrets.entries()) {
      // Before the first one too: COMMIT is to be on its way before there is work here.
      if (index % OPENED_AT_ONCE === 0) await setImmediate();
      if (isOver) return;
      if (secret.sealedValue === null) continue;
      const unwrapping = unwrapValue(ctx, secret, secret.sealedValue);
      begun.set(secret.id, unwrapping);
      // It fails for the one who takes it. One after the other, because the first may have to look up the vault's key.
      await unwrapping.catch(() => undefined);
    }
  }

  return {
    start(secrets) {
      void unwrapAll(secrets);
    },
    take(secretId) {
      isOver = true;
      return begun.get(secretId);
    },
    discard() {
      isOver = true;
      for (const unwrapping of begun.values())
        unwrapping.then(
          (unwrapped) => unwrapped.discard(),
          () => undefined,
        );
    },
  };
}
