import type { Transaction } from "#db/client.ts";
import { listSealedSecretsForReader, measureSecretsForReader } from "#db/queries/readable-secrets.ts";
import type { AuditEvent } from "#lib/audit-events.ts";
import type { ExportBody, ExportedSecret } from "#lib/contract/reads.ts";
import { type Decision, decide } from "../access/decide.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { openValue } from "../access/open-value.ts";
import { secretReadChecks } from "../access/secret-read.ts";
import { signedTransaction, type Verdict } from "../access/signed-transaction.ts";
import { recordEvent, recordEvents } from "../audit/record-event.ts";
import { fieldNamesText } from "./field-names-text.ts";
import { findProjectScope, type ProjectScope, refuseProject } from "./project-scope.ts";

type Found = Awaited<ReturnType<typeof listSealedSecretsForReader>>[number];
/** `found` is null when the values together are more than one answer may hold. */
type Facts = { readonly project: ProjectScope | null; readonly found: Found[] | null };

/** Values of one answer: sealed, opened and as JSON they are in memory at once, and every other machine shares it. */
export const EXPORT_MAX_BYTES = 32 * 1024 * 1024;

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
      found:
        (await measureSecretsForReader(tx, ctx.actor, projectId)) > EXPORT_MAX_BYTES
          ? null
          : await listSealedSecretsForReader(tx, ctx.actor, projectId),
    }),
    async (tx, { project, found }) => {
      if (project?.name === null) return refuseProject(tx, ctx, project);
      if (found === null) return refuseSize(tx, ctx, project);
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

async function refuseSize(
  tx: Transaction,
  ctx: MachineContext,
  project: ProjectScope | null,
): Promise<Verdict<never>> {
  const [reason, { vaultId }] = ["export_too_large" as const, ctx.actor];
  const target =
    project === null
      ? ({ kind: "vault", id: vaultId, label: vaultId } as const)
      : ({ kind: "project", id: project.id, label: project.name ?? project.id } as const);
  await recordEvent(tx, ctx, { action: "machine.request_denied", outcome: "denied", reason, target });
  return { allowed: false, reason };
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
