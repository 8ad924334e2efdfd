import type { Transaction } from "#db/client.ts";
import { type ExportableSecret, listSecretsForExport } from "#db/queries/readable-secrets.ts";
import type { ExportBody, ExportedSecret } from "#lib/contract/reads.ts";
import { decide } from "../access/decide.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { secretReadChecks } from "../access/secret-read.ts";
import { signedTransaction } from "../access/signed-transaction.ts";
import type { Verdict } from "../access/verdict.ts";
import { recordEvent, recordEvents } from "../audit/record-event.ts";
import { makeMemoryRoom } from "./memory-room.ts";
import { openReleased } from "./open-released.ts";
import { findProjectScope, type ProjectScope, refuseProject } from "./project-scope.ts";
import { readEvent } from "./read-event.ts";
import { wireId } from "./wire-id.ts";

type Facts = { readonly project: ProjectScope | null; readonly found: ExportableSecret[] };

const KIB = 1024;
/** Of one answer: each secret is a decision and a row of its own. */
export const EXPORT_MAX_SECRETS = 1_000;
/** Values of one answer: sealed, opened and as JSON they are in memory at once, and every other machine shares it. */
export const EXPORT_MAX_BYTES = 32 * KIB * KIB;

/** Values that are together no larger come with the facts and wait for nobody. */
const SMALL_BYTES = 64 * KIB;
const inRoom = makeMemoryRoom({ totalBytes: 2 * EXPORT_MAX_BYTES, freeBytes: SMALL_BYTES });
const LIMITS = { max: EXPORT_MAX_SECRETS + 1, sealedMaxBytes: SMALL_BYTES };

/**
 * Values in bulk (wire-protocol 2.4): the same decision per secret as a single read and one audit row each, inserted as one
 * statement. What a decision denies is left out and recorded. Large values are loaded after the commit, when there is room
 * for them.
 */
export async function exportSecrets(ctx: MachineContext, scope: ExportBody): Promise<ExportedSecret[]> {
  // This release has no applications: one that is asked for is refused like any project that is not the machine's.
  const asked = scope.projectId ?? (scope.applicationId ? "application" : null);
  const projectId = asked === null ? null : wireId(asked);
  const released = await signedTransaction<Facts, ExportableSecret[]>(
    ctx,
    async (tx) => {
      const [project, found] = await Promise.all([
        projectId === null ? null : findProjectScope(tx, ctx, projectId),
        listSecretsForExport(tx, ctx.actor, projectId, LIMITS),
      ]);
      return { project, found };
    },
    async (tx, { project, found }, ctx) => {
      if (project?.name === null) return refuseProject(tx, ctx, project);
      if (found.length > EXPORT_MAX_SECRETS || bytesOf(found) > EXPORT_MAX_BYTES)
        return refuseSize(tx, ctx, project);
      const decided = found.map((secret) => ({ secret, decision: decide(secretReadChecks, { secret }) }));
      await recordEvents(
        tx,
        ctx,
        decided.map(({ secret, decision }) => readEvent(secret.id, secret, decision)),
      );
      const release = decided.filter(({ decision }) => decision.allowed).map(({ secret }) => secret);
      return { allowed: true, release };
    },
  );
  return inRoom(bytesOf(released), () => openReleased(ctx, released));
}

const bytesOf = (secrets: readonly ExportableSecret[]) =>
  secrets.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

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
