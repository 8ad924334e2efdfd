import { listSecretsForReader } from "#db/queries/readable-secrets.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { signedTransaction } from "../access/signed-transaction.ts";
import { recordEvent } from "../audit/record-event.ts";
import { refuseForeignProject } from "./project-scope.ts";

export type ReadableSecret = Awaited<ReturnType<typeof listSecretsForReader>>[number];

/** Names, never values, of what the machine may read now; `projectId` null means everywhere (wire-protocol 2.2, 2.3, 2.7). */
export function listReadableSecrets(
  ctx: MachineContext,
  projectId: string | null,
): Promise<ReadableSecret[]> {
  return signedTransaction<ReadableSecret[]>(ctx, async (tx) => {
    const refusal = projectId === null ? null : await refuseForeignProject(tx, ctx, projectId);
    if (refusal) return refusal;
    const secrets = await listSecretsForReader(tx, ctx.actor, projectId);
    await recordEvent(tx, ctx, {
      action: "secrets.listed",
      outcome: "allowed",
      target: { kind: "vault", id: ctx.actor.vaultId, label: ctx.actor.vaultId },
      ...(projectId === null ? {} : { projectId }),
    });
    return { allowed: true, release: secrets };
  });
}
