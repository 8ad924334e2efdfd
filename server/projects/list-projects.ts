import { listProjects as listStored } from "#db/queries/projects.ts";
import type { ProjectView } from "#lib/contract/projects.ts";
import type { UserContext } from "../context.ts";
import { projectView } from "./project-view.ts";

/** Every project of the vault, by name. */
export async function listProjects(ctx: UserContext): Promise<ProjectView[]> {
  return (await listStored(ctx.db, ctx.actor.vaultId)).map(projectView);
}
