import { inTransaction } from "#db/client.ts";
import { removeProject } from "#db/queries/project-removal.ts";
import { findProject } from "#db/queries/projects.ts";
import { lockVaultNames } from "#db/queries/vault-names.ts";
import type { DeleteProjectInput } from "#lib/contract/projects.ts";
import { AppError, fieldError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { projectEvent } from "./project-event.ts";

/** Removes a project for good with all it holds, once its exact name has been typed. There is no trash for projects. */
export async function deleteProject(
  ctx: UserContext,
  { projectId, confirmName }: DeleteProjectInput,
): Promise<{ id: string }> {
  const { vaultId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    await lockVaultNames(tx, vaultId);
    const project = await findProject(tx, vaultId, projectId);
    if (project === null) throw new AppError("not_found");
    if (confirmName !== project.name)
      throw fieldError("confirmName", "This is not the project's name. Type it exactly as it is shown.");
    if (!(await removeProject(tx, vaultId, project)))
      throw new AppError("conflict", {
        message: "The project was renamed a moment ago. Nothing was deleted. Reload the page and try again.",
      });
    await recordEvent(tx, ctx, projectEvent("project.deleted", project));
  });
  return { id: projectId };
}
