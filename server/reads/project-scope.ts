import type { Transaction } from "#db/client.ts";
import { findProjectOfReader } from "#db/queries/readable-secrets.ts";
import type { MachineContext } from "../access/machine-context.ts";
import type { Verdict } from "../access/signed-transaction.ts";
import { recordEvent } from "../audit/record-event.ts";

const PROJECT_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Null when the machine may use the project, else the recorded denial: unknown, foreign and unlinked look alike. */
export async function refuseForeignProject(
  tx: Transaction,
  ctx: MachineContext,
  projectId: string,
): Promise<Verdict<never> | null> {
  const id = PROJECT_ID.test(projectId) ? projectId : "unknown";
  const name = await findProjectOfReader(tx, ctx.actor, id);
  if (name !== null) return null;
  await recordEvent(tx, ctx, {
    action: "machine.request_denied",
    outcome: "denied",
    reason: "project_not_linked",
    target: { kind: "project", id, label: id },
  });
  return { allowed: false, reason: "project_not_linked" };
}
