import { listProjectsForReader } from "#db/queries/readable-secrets.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { signedTransaction } from "../access/signed-transaction.ts";
import { recordEvent } from "../audit/record-event.ts";

/** Projects in which the machine holds a grant (wire-protocol 2.6). */
export function listReadableProjects(ctx: MachineContext): Promise<{ id: string; name: string }[]> {
  return signedTransaction(
    ctx,
    (tx) => listProjectsForReader(tx, ctx.actor),
    async (tx, projects, ctx) => {
      await recordEvent(tx, ctx, {
        action: "projects.listed",
        outcome: "allowed",
        target: { kind: "vault", id: ctx.actor.vaultId, label: ctx.actor.vaultId },
      });
      return { allowed: true, release: projects };
    },
  );
}
