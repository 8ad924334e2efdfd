import { listSecretsForReader } from "#db/queries/readable-secrets.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { signedTransaction } from "../access/signed-transaction.ts";
import { recordEvent, recordEvents } from "../audit/record-event.ts";
import { findProjectScope, type ProjectScope, projectRefusal } from "./project-scope.ts";

export type ReadableSecret = Awaited<ReturnType<typeof listSecretsForReader>>[number];
type Facts = { readonly scope: ProjectScope | null; readonly secrets: ReadableSecret[] };

/** Names, never values, of what the machine may read now; `projectId` null means everywhere (wire-protocol 2.2, 2.3, 2.7). */
export function listReadableSecrets(
  ctx: MachineContext,
  projectId: string | null,
): Promise<ReadableSecret[]> {
  return signedTransaction<Facts, ReadableSecret[]>(
    ctx,
    async (tx) => {
      const scope = projectId === null ? null : await findProjectScope(tx, ctx, projectId);
      return { scope, secrets: await listSecretsForReader(tx, ctx.actor, scope === null ? null : scope.id) };
    },
    async (tx, { scope, secrets }, ctx) => {
      if (scope?.name === null) {
        const { verdict, events } = projectRefusal(scope);
        await recordEvents(tx, ctx, events);
        return verdict;
      }
      await recordEvent(tx, ctx, {
        action: "secrets.listed",
        outcome: "allowed",
        target: { kind: "vault", id: ctx.actor.vaultId, label: ctx.actor.vaultId },
        ...(scope === null ? {} : { projectId: scope.id }),
      });
      return { allowed: true, release: secrets };
    },
  );
}
