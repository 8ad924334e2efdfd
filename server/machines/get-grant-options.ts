import { listGrantOptions } from "#db/queries/machine-access.ts";
import { findMachine } from "#db/queries/machines.ts";
import type { GrantOptionsView } from "#lib/contract/machines.ts";
import { AppError } from "#lib/errors.ts";
import { variableNames } from "#lib/naming/variable-name.ts";
import type { UserContext } from "../context.ts";

type Project = GrantOptionsView["projects"][number];

/** Every project of the vault by name, with its live secrets and which of them the machine may read. */
export async function getGrantOptions(
  ctx: UserContext,
  { machineId }: { machineId: string },
): Promise<GrantOptionsView> {
  const { vaultId } = ctx.actor;
  const [machine, rows] = await Promise.all([
    findMachine(ctx.db, vaultId, machineId),
    listGrantOptions(ctx.db, vaultId, machineId),
  ]);
  if (machine === null) throw new AppError("not_found");
  const projects = new Map<string, Project>();
  for (const { projectId, projectName, isAttached, secretId, secretName, fieldNames, isGranted } of rows) {
    const project = projects.get(projectId) ?? { id: projectId, name: projectName, isAttached, secrets: [] };
    projects.set(projectId, project);
    if (secretId === null || secretName === null) continue;
    const variables = variableNames(secretName, fieldNames);
    project.secrets.push({ id: secretId, name: secretName, variables, isGranted });
  }
  return { projects: [...projects.values()] };
}
