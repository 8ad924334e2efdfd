import { ClientError } from "../../sdk/client-error.ts";
import { DeliveryError } from "../../sdk/delivery-error.ts";
import { isRefusal } from "../offline/is-refusal.ts";
import type { Terminal } from "../terminal.ts";
import type { Child } from "./start-child.ts";
import type { Delivered, WatchPlan } from "./watch-plan.ts";

/** Somebody who changes several secrets does so within seconds; the command is started anew once for all of them. */
const SETTLE_MS = 2000;
const SETTLE_ROUNDS = 5;

/**
 * Waits for values other than those the command runs with, or null when it ended before. Throws when the server refuses what
 * was asked for; every other failure is one line, and the next poll tries again.
 */
export async function nextDelivery(
  plan: WatchPlan,
  before: Delivered,
  child: Child,
  terminal: Terminal,
): Promise<Delivered | null> {
  const over = new AbortController();
  const { signal } = over;
  const end = () => over.abort();
  child.ended.then(end, end);
  let current = before;
  // A read that got lost may have told the server that we have the new value: it would report no change again.
  let mustRead = before.isCached;
  let said = "";
  for (;;) {
    await terminal.sleep(plan.intervalSeconds * 1000, signal);
    if (signal.aborted) return null;
    try {
      if (!mustRead && !(await hasSettledChange(plan, current.secretIds, terminal, signal))) continue;
      mustRead = true;
      const next = await plan.read(signal);
      mustRead = false;
      said = "";
      if (signal.aborted) return null;
      if (!isSame(current, next)) return next;
      current = next;
    } catch (error) {
      if (signal.aborted) return null;
      if (mustRead && isRefusal(error)) throw error;
      const line = describe(error);
      if (line !== said) terminal.note(line);
      said = line;
    }
  }
}

/** Whether anything changed; waits until no further secret does, but not for ever. */
async function hasSettledChange(
  plan: WatchPlan,
  secretIds: readonly string[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<boolean> {
  if (secretIds.length === 0) return false;
  let changed = (await plan.poll(secretIds, signal)).size;
  if (changed === 0) return false;
  for (let round = 0; round < SETTLE_ROUNDS && !signal.aborted; round++) {
    await terminal.sleep(SETTLE_MS, signal);
    const now = (await plan.poll(secretIds, signal)).size;
    if (now === changed) break;
    changed = now;
  }
  return true;
}

function isSame(left: Delivered, right: Delivered): boolean {
  const textOf = ({ variables }: Delivered) =>
    JSON.stringify(variables.map(({ name, value }) => [name, value]));
  return textOf(left) === textOf(right);
}

function describe(error: unknown): string {
  if (error instanceof DeliveryError)
    return `sikkerkey: The command goes on with the values it has. ${error.message}`;
  // Never an unknown error's own text: it could repeat a value.
  const reason = error instanceof ClientError ? ` ${error.message}` : "";
  return `sikkerkey: Asking for changes failed; the command goes on.${reason}`;
}
