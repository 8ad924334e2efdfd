import type { Terminal } from "../terminal.ts";
import { asksForAnEnd, forwardSignals } from "./forward-signals.ts";
import type { Child } from "./start-child.ts";
import { stopChild } from "./stop-child.ts";
import { nextDelivery } from "./watch-changes.ts";
import type { WatchPlan } from "./watch-plan.ts";

/** Runs a command and starts it anew whenever a secret changed, until it ends by itself; gives its exit code. */
export async function runWatched(plan: WatchPlan, terminal: Terminal): Promise<number> {
  const running: { child?: Child; isToEnd: boolean } = { isToEnd: false };
  const stopForwarding = forwardSignals((signal) => {
    running.child?.signal(signal);
    if (asksForAnEnd(signal)) running.isToEnd = true;
  });
  try {
    let delivered = plan.first;
    for (;;) {
      const child = plan.start(delivered.variables);
      running.child = child;
      running.isToEnd = false;
      try {
        const next = await nextDelivery(plan, delivered, child, terminal);
        if (next === null) return await child.ended;
        delivered = next;
      } catch (error) {
        await stopChild(child, terminal);
        throw error;
      }
      terminal.note("sikkerkey: Secrets changed; the command is started anew.");
      running.isToEnd = false;
      await stopChild(child, terminal);
      // Somebody wanted it to end while we did.
      if (running.isToEnd) return await child.ended;
    }
  } finally {
    stopForwarding();
  }
}
