import { createHash } from "node:crypto";
import { findBootstrapOrigin } from "#db/queries/bootstrap-origins.ts";
import { listExtensions } from "#db/queries/machine-extensions.ts";
import {
  findMachineOverview,
  listGrantsOfMachine,
  listProjectsOfMachine,
} from "#db/queries/machine-lists.ts";
import type { MachineDetailView } from "#lib/contract/machines.ts";
import { AppError } from "#lib/errors.ts";
import type { UserContext } from "../context.ts";
import { machineView } from "./machine-view.ts";

/** One machine with what it may read. */
export async function getMachine(
  ctx: UserContext,
  { machineId }: { machineId: string },
): Promise<MachineDetailView> {
  const { vaultId } = ctx.actor;
  const [machine, projects, grants, extensions, origin] = await Promise.all([
    findMachineOverview(ctx.db, vaultId, machineId),
    listProjectsOfMachine(ctx.db, vaultId, machineId),
    listGrantsOfMachine(ctx.db, vaultId, machineId),
    listExtensions(ctx.db, vaultId, machineId),
    findBootstrapOrigin(ctx.db, vaultId, machineId),
  ]);
  if (machine === null) throw new AppError("not_found");
  return {
    ...machineView(machine),
    fingerprint: fingerprintOf(machine.publicKey),
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

/** Of the raw 32 bytes, written as OpenSSH writes fingerprints: base64 without padding. */
function fingerprintOf(publicKey: Uint8Array): string {
  return `SHA256:${createHash("sha256").update(publicKey).digest("base64").replace(/=+$/, "")}`;
}
