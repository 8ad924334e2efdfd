import { findBootstrapOrigin } from "#db/queries/bootstrap-origins.ts";
import { listExtensions } from "#db/queries/machine-extensions.ts";
import {
  findMachineOverview,
  listGrantsOfMachine,
  listProjectsOfMachine,
} from "#db/queries/machine-lists.ts";
import { findBundleDownload, listRecentSources } from "#db/queries/machine-sources.ts";
import type { MachineDetailView } from "#lib/contract/machines.ts";
import { AppError } from "#lib/errors.ts";
import type { UserContext } from "../context.ts";
import { keyFingerprint } from "../crypto/key-fingerprint.ts";
import { machineView } from "./machine-view.ts";
import { noticeSharing } from "./notice-sharing.ts";

const SOURCES_LOOKED_AT = 500;

/** One machine with what it may read. */
export async function getMachine(
  ctx: UserContext,
  { machineId }: { machineId: string },
): Promise<MachineDetailView> {
  const { vaultId } = ctx.actor;
  const [machine, projects, grants, extensions, origin, download, sources] = await Promise.all([
    findMachineOverview(ctx.db, vaultId, machineId),
    listProjectsOfMachine(ctx.db, vaultId, machineId),
    listGrantsOfMachine(ctx.db, vaultId, machineId),
    listExtensions(ctx.db, vaultId, machineId),
    findBootstrapOrigin(ctx.db, vaultId, machineId),
    findBundleDownload(ctx.db, vaultId, machineId),
    listRecentSources(ctx.db, vaultId, machineId, SOURCES_LOOKED_AT),
  ]);
  if (machine === null) throw new AppError("not_found");
  return {
    ...machineView(machine),
    fingerprint: keyFingerprint(machine.publicKey),
    download: download && { ...download, at: download.at.toISOString() },
    sharing: noticeSharing(sources),
    guardrails: machine.guardrails,
    approvedAt: machine.approvedAt?.toISOString() ?? null,
    validation: origin && {
      createdBy: origin.createdBy ?? "Somebody who left",
      createdAt: origin.createdAt.toISOString(),
      description: origin.description,
      lifetimeSeconds: origin.lifetimeSeconds,
    },
    replaces:
      machine.replacesId === null || machine.replacesName === null
        ? null
        : { id: machine.replacesId, name: machine.replacesName },
    extensions: extensions.map(
      ({ previousExpiresAt, expiresAt, createdAt, createdBy, undoneAt, ...row }) => ({
        ...row,
        previousExpiresAt: previousExpiresAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        createdAt: createdAt.toISOString(),
        createdBy: createdBy ?? "Somebody who left",
        undoneAt: undoneAt?.toISOString() ?? null,
      }),
    ),
    projects: projects.map(({ id, name }) => ({ id, name })),
    grants: grants.map(({ secretId, name, projectId, projectName, lastReadAt }) => ({
      secretId,
      name,
      projectId,
      projectName,
      lastReadAt: lastReadAt?.toISOString() ?? null,
    })),
  };
}
