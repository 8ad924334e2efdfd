import { findProject } from "#db/queries/projects.ts";
import { listTrashedSecrets } from "#db/queries/secret-trash.ts";
import type { ProjectInput } from "#lib/contract/projects.ts";
import type { TrashedSecretView } from "#lib/contract/secrets.ts";
import { AppError } from "#lib/errors.ts";
import type { UserContext } from "../context.ts";

/** What can still be restored in a project, and until when. */
export async function listTrash(ctx: UserContext, { projectId }: ProjectInput): Promise<TrashedSecretView[]> {
  const { vaultId } = ctx.actor;
  const trashed = await listTrashedSecrets(ctx.db, vaultId, projectId);
  if (trashed.length === 0 && (await findProject(ctx.db, vaultId, projectId)) === null)
    throw new AppError("not_found");
  return trashed.flatMap(({ id, name, deletedAt, purgeAt }) =>
    deletedAt && purgeAt
      ? [{ id, name, deletedAt: deletedAt.toISOString(), purgeAt: purgeAt.toISOString() }]
      : [],
  );
}
