import {
  type ExportableSecret,
  listForExportStatement,
  projectOfReaderStatement,
  readExportable,
} from "#db/queries/readable-secrets.ts";
import type { ExportBody, ExportedSecret } from "#lib/contract/reads.ts";
import { decide } from "../access/decide.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { secretReadChecks } from "../access/secret-read.ts";
import { decideSigned, type Judgement } from "../access/signed-batch.ts";
import { released } from "../access/signed-transaction.ts";
import { unableToRecord } from "../access/unable-to-record.ts";
import { makeMemoryRoom } from "./memory-room.ts";
import { openReleased } from "./open-released.ts";
import { type ProjectScope, projectRefusal } from "./project-scope.ts";
import { readEvent } from "./read-event.ts";
import { makeUnwrapAhead } from "./unwrap-ahead.ts";
import { wireId } from "./wire-id.ts";

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
 * statement. What a decision denies is left out and recorded. While the rows are written the keys of small values are
 * unwrapped; the values are decrypted after the commit. Large values are loaded after it, when there is room for them.
 */
export async function exportSecrets(ctx: MachineContext, scope: ExportBody): Promise<ExportedSecret[]> {
  // This release has no applications: one that is asked for is refused like any project that is not the machine's.
  const asked = scope.projectId ?? (scope.applicationId ? "application" : null);
  const projectId = asked === null ? null : wireId(asked);
  const facts = [
    listForExportStatement(ctx.actor, projectId, LIMITS),
    ...(projectId === null ? [] : [projectOfReaderStatement(ctx.actor, projectId)]),
  ];
  const ahead = makeUnwrapAhead(ctx);
  try {
    const [verdict] = await decideSigned(
      ctx.db.$client.exportLanes,
      [ctx],
      facts,
      ([found = [], projects = []]) => {
        const named = projectId === null ? null : { id: projectId, name: projects[0]?.["name"] ?? null };
        return [judgeExport(ctx, named, found.map(readExportable))];
      },
      ([decided]) => {
        if (decided?.allowed) ahead.start(decided.release);
      },
    ).catch(unableToRecord);
    if (verdict === undefined) throw new Error("An export has one verdict");
    const secrets = released(ctx, verdict);
    return await inRoom(bytesOf(secrets), () => openReleased(ctx, secrets, ahead));
  } finally {
    ahead.discard();
  }
}

function judgeExport(
  { actor }: MachineContext,
  project: ProjectScope | null,
  found: readonly ExportableSecret[],
): Judgement<ExportableSecret[]> {
  if (project?.name === null) return projectRefusal(project);
  if (found.length > EXPORT_MAX_SECRETS || bytesOf(found) > EXPORT_MAX_BYTES)
    return sizeRefusal(actor.vaultId, project);
  const decided = found.map((secret) => ({ secret, decision: decide(secretReadChecks, { secret }) }));
  const release = decided.filter(({ decision }) => decision.allowed).map(({ secret }) => secret);
  return {
    verdict: { allowed: true, release },
    events: decided.map(({ secret, decision }) => readEvent(secret.id, secret, decision)),
  };
}

function sizeRefusal(vaultId: string, project: ProjectScope | null): Judgement<never> {
  const reason = "export_too_large";
  const target =
    project === null
      ? ({ kind: "vault", id: vaultId, label: vaultId } as const)
      : ({ kind: "project", id: project.id, label: project.name ?? project.id } as const);
  return {
    verdict: { allowed: false, reason },
    events: [{ action: "machine.request_denied", outcome: "denied", reason, target }],
  };
}

const bytesOf = (secrets: readonly ExportableSecret[]) =>
  secrets.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
