import { findProjectOverview } from "#db/queries/projects.ts";
import type { ProjectInput, ProjectView } from "#lib/contract/projects.ts";
import { AppError } from "#lib/errors.ts";
import type { UserContext } from "../context.ts";
import { projectView } from "./project-view.ts";

export async function getProject(ctx: UserContext, { projectId }: ProjectInput): Promise<ProjectView> {
  const project = await findProjectOverview(ctx.db, ctx.actor.vaultId, projectId);
  if (project === null) throw new AppError("not_found");
  return projectView(project);
}
