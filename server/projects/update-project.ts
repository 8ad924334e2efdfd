import { inTransaction } from "#db/client.ts";
import { updateProject as updateStored } from "#db/queries/projects.ts";
import type { UpdateProjectInput } from "#lib/contract/projects.ts";
import { AppError } from "#lib/errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { projectEvent } from "./project-event.ts";

/** Renames and describes. Variables do not depend on a project's name, so no machine notices. */
export async function updateProject(ctx: UserContext, input: UpdateProjectInput): Promise<{ id: string }> {
  const { projectId, name, description } = input;
  const project = { id: projectId, vaultId: ctx.actor.vaultId, name, description };
  await inTransaction(ctx.db, async (tx) => {
    if (!(await updateStored(tx, project))) throw new AppError("not_found");
    await recordEvent(tx, ctx, projectEvent("project.updated", project));
  });
  return { id: projectId };
}
