import {
  listMachinesOfProject,
  listSecretsToRemove,
  listTokensOfProject,
} from "#db/queries/project-removal.ts";
import { findProject } from "#db/queries/projects.ts";
import type { ProjectDeletionView, ProjectInput } from "#lib/contract/projects.ts";
import { AppError } from "#lib/errors.ts";
import type { UserContext } from "../context.ts";

/** What deleting the project would take with it, and which live machines and tokens would lose its secrets. */
export async function previewDeletion(
  ctx: UserContext,
  { projectId }: ProjectInput,
): Promise<ProjectDeletionView> {
  const { vaultId } = ctx.actor;
  if ((await findProject(ctx.db, vaultId, projectId)) === null) throw new AppError("not_found");
  const [secrets, machines, tokens] = await Promise.all([
    listSecretsToRemove(ctx.db, vaultId, projectId),
    listMachinesOfProject(ctx.db, vaultId, projectId),
    listTokensOfProject(ctx.db, vaultId, projectId),
  ]);
  return {
    secrets: secrets.live.map(({ id, name, lastReadAt }) => ({
      id,
      name,
      lastReadAt: lastReadAt?.toISOString() ?? null,
    })),
    trashedSecretCount: secrets.trashedCount,
    machines: machines.map(({ id, name }) => ({ id, name })),
    tokens: tokens.map(({ id, name }) => ({ id, name })),
  };
}
