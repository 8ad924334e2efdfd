import { listSealedSecretsForReader } from "#db/queries/readable-secrets.ts";
import type { ExportBody, ExportedSecret } from "#lib/contract/reads.ts";
import { decide } from "../access/decide.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { secretReadChecks } from "../access/secret-read.ts";
import { signedTransaction } from "../access/signed-transaction.ts";
import { recordEvents } from "../audit/record-event.ts";
import { fieldNamesText } from "./field-names-text.ts";
import { openValue } from "./open-value.ts";
import { refuseForeignProject } from "./project-scope.ts";

type Found = Awaited<ReturnType<typeof listSealedSecretsForReader>>[number];

/**
 * Values in bulk (wire-protocol 2.4): the same decision per secret as a single read and one audit row each, inserted as one
 * statement. What a decision denies is left out and recorded; nothing is opened before the commit.
 */
export async function exportSecrets(ctx: MachineContext, scope: ExportBody): Promise<ExportedSecret[]> {
  // This release has no applications: one that is asked for is refused like any project that is not the machine's.
  const projectId = scope.projectId ?? (scope.applicationId ? "application" : null);
  const released = await signedTransaction<Found[]>(ctx, async (tx) => {
    const refusal = projectId === null ? null : await refuseForeignProject(tx, ctx, projectId);
    if (refusal) return refusal;
    const found = await listSealedSecretsForReader(tx, ctx.actor, projectId);
    const decided = found.map((secret) => ({ secret, decision: decide(secretReadChecks, { secret }) }));
    await recordEvents(
      tx,
      ctx,
      decided.map(({ secret, decision }) => ({
        action: decision.allowed ? "secret.read" : "secret.read_denied",
        outcome: decision.allowed ? "allowed" : "denied",
        ...(decision.allowed ? {} : { reason: decision.reason }),
        target: { kind: "secret", id: secret.id, label: secret.name },
        projectId: secret.projectId,
        secretId: secret.id,
        version: secret.version,
      })),
    );
    const release = decided.filter(({ decision }) => decision.allowed).map(({ secret }) => secret);
    return { allowed: true, release };
  });
  const exported: ExportedSecret[] = [];
  for (const secret of released) {
    const value = await openValue(ctx, secret);
    exported.push({ id: secret.id, name: secret.name, value, fieldNames: fieldNamesText(secret.fieldNames) });
  }
  return exported;
}
