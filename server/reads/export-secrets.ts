import { listSealedSecretsForReader } from "#db/queries/readable-secrets.ts";
import type { AuditEvent } from "#lib/audit-events.ts";
import type { ExportBody, ExportedSecret } from "#lib/contract/reads.ts";
import { type Decision, decide } from "../access/decide.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { openValue } from "../access/open-value.ts";
import { secretReadChecks } from "../access/secret-read.ts";
import { signedTransaction } from "../access/signed-transaction.ts";
import { recordEvents } from "../audit/record-event.ts";
import { fieldNamesText } from "./field-names-text.ts";
import { findProjectScope, type ProjectScope, refuseProject } from "./project-scope.ts";

type Found = Awaited<ReturnType<typeof listSealedSecretsForReader>>[number];
type Facts = { readonly project: ProjectScope | null; readonly found: Found[] };

/**
 * Values in bulk (wire-protocol 2.4): the same decision per secret as a single read and one audit row each, inserted as one
 * statement. What a decision denies is left out and recorded; nothing is opened before the commit.
 */
export async function exportSecrets(ctx: MachineContext, scope: ExportBody): Promise<ExportedSecret[]> {
  // This release has no applications: one that is asked for is refused like any project that is not the machine's.
  const projectId = scope.projectId ?? (scope.applicationId ? "application" : null);
  const released = await signedTransaction<Facts, Found[]>(
    ctx,
    async (tx) => ({
      project: projectId === null ? null : await findProjectScope(tx, ctx, projectId),
      found: await listSealedSecretsForReader(tx, ctx.actor, projectId),
    }),
    async (tx, { project, found }) => {
      if (project?.name === null) return refuseProject(tx, ctx, project);
      const decided = found.map((secret) => ({ secret, decision: decide(secretReadChecks, { secret }) }));
      await recordEvents(
        tx,
        ctx,
        decided.map(({ secret, decision }) => readEvent(secret, decision)),
      );
      const release = decided.filter(({ decision }) => decision.allowed).map(({ secret }) => secret);
      return { allowed: true, release };
    },
  );
  const exported: ExportedSecret[] = [];
  for (const secret of released) {
    const value = await openValue(ctx, secret);
    exported.push({ id: secret.id, name: secret.name, value, fieldNames: fieldNamesText(secret.fieldNames) });
  }
  return exported;
}

function readEvent(secret: Found, decision: Decision): AuditEvent {
  return {
    action: decision.allowed ? "secret.read" : "secret.read_denied",
    outcome: decision.allowed ? "allowed" : "denied",
    ...(decision.allowed ? {} : { reason: decision.reason }),
    target: { kind: "secret", id: secret.id, label: secret.name },
    projectId: secret.projectId,
    secretId: secret.id,
    version: secret.version,
  };
}
