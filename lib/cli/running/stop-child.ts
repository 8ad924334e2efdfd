import type { Terminal } from "../terminal.ts";
import type { Child } from "./start-child.ts";

/** How long a command may take to end after SIGTERM, before SIGKILL. */
export const GRACE_SECONDS = 10;
const LOOK_EVERY_MS = 50;

/** Ends a command and everything of its group: SIGTERM, and after the grace SIGKILL. */
export async function stopChild(child: Child, terminal: Terminal): Promise<void> {
  child.signal("SIGTERM");
  for (let waited = 0; child.isAlive() && waited < GRACE_SECONDS * 1000; waited += LOOK_EVERY_MS)
    await terminal.sleep(LOOK_EVERY_MS);
  if (child.isAlive()) child.signal("SIGKILL");
  await child.ended;
}
