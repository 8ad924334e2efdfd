import { parseFields } from "./expand-secrets.ts";
import { publicError } from "./public-error.ts";
import { SikkerKeyError } from "./sdk-error.ts";
import type { WatchCallback, WatchEvent } from "./sikkerkey-options.ts";

export const POLL_DEFAULT_SECONDS = 15;
export const POLL_MIN_SECONDS = 10;
const POLL_MAX_SECONDS = 86_400;

type Plane = {
  /** Status by secret id, for those that changed. */
  readonly poll: (secretIds: readonly string[], signal: AbortSignal) => Promise<ReadonlyMap<string, string>>;
  readonly read: (secretId: string, signal: AbortSignal) => Promise<string>;
  /** The server says that this machine has the secret no more. */
  readonly lost: (secretId: string) => void;
  /** Runs once, later, and never keeps the process alive; returns how to call it off. */
  readonly schedule: (run: () => void, delayMs: number) => () => void;
};

/** Asks for changes of all watched secrets together, one question at a time (wire-protocol 3, the column of Node). */
export class SecretWatch {
  readonly #plane: Plane;
  readonly #watchers = new Map<string, Set<WatchCallback>>();
  #intervalSeconds = POLL_DEFAULT_SECONDS;
  #cancelNext: (() => void) | null = null;
  #underWay: AbortController | null = null;

  constructor(plane: Plane) {
    this.#plane = plane;
  }

  watch(secretId: string, callback: WatchCallback): void {
    const callbacks = this.#watchers.get(secretId) ?? new Set();
    this.#watchers.set(secretId, callbacks.add(callback));
    if (this.#cancelNext === null && this.#underWay === null) this.#planNext();
  }

  unwatch(secretId: string): void {
    this.#watchers.delete(secretId);
    if (this.#watchers.size === 0) this.close();
  }

  setPollInterval(seconds: number): void {
    const wanted = Number.isNaN(seconds) ? POLL_DEFAULT_SECONDS : seconds;
    this.#intervalSeconds = Math.min(Math.max(wanted, POLL_MIN_SECONDS), POLL_MAX_SECONDS);
    if (this.#cancelNext !== null) this.#planNext();
  }

  /** Nothing is called, asked or waited for any more. */
  close(): void {
    this.#watchers.clear();
    this.#cancelNext?.();
    this.#cancelNext = null;
    this.#underWay?.abort();
    this.#underWay = null;
  }

  #planNext(): void {
    this.#cancelNext?.();
    this.#cancelNext = this.#plane.schedule(() => void this.#round(), this.#intervalSeconds * 1000);
  }

  async #round(): Promise<void> {
    this.#cancelNext = null;
    const round = new AbortController();
    this.#underWay = round;
    try {
      const changes = await this.#plane.poll([...this.#watchers.keys()], round.signal);
      for (const [secretId, status] of changes) {
        if (this.#watchers.has(secretId)) await this.#handle(secretId, status, round.signal);
        if (round.signal.aborted) return;
      }
    } catch {
      // A failed poll is asked again after the interval; the server repeats what it could not say.
    }
    if (this.#underWay !== round) return;
    this.#underWay = null;
    if (this.#watchers.size > 0) this.#planNext();
  }

  async #handle(secretId: string, status: string, signal: AbortSignal): Promise<void> {
    if (status === "deleted" || status === "access_denied") {
      const callbacks = this.#watchers.get(secretId);
      this.#plane.lost(secretId);
      this.#tell({ status, secretId });
      // A callback may have begun a watch of its own for the same secret; only the old ones go.
      if (callbacks !== undefined && this.#watchers.get(secretId) === callbacks)
        this.#watchers.delete(secretId);
      return;
    }
    try {
      if (status !== "changed")
        throw new SikkerKeyError("The server reports a change of a kind this version does not know.", {
          remedy: "Update @sikkerkey/sdk.",
        });
      const value = await this.#plane.read(secretId, signal);
      const fields = parseFields(value);
      const parts = fields === null || fields.size === 0 ? {} : { fields: Object.fromEntries(fields) };
      if (!signal.aborted) this.#tell({ status, secretId, value, ...parts });
    } catch (cause) {
      const error = publicError(cause);
      if (!signal.aborted && error instanceof Error) this.#tell({ status: "error", secretId, error });
    }
  }

  #tell(event: WatchEvent): void {
    const callbacks = this.#watchers.get(event.secretId);
    for (const callback of [...(callbacks ?? [])]) {
      // An earlier callback may have ended the watch.
      if (this.#watchers.get(event.secretId) !== callbacks) return;
      try {
        callback(event);
      } catch (error) {
        // The program's own failure stays visible, and neither hides the event from others nor ends the watch.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
