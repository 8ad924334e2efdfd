import {
  createProjectInput,
  deleteProjectInput,
  projectInput,
  updateProjectInput,
} from "#lib/contract/projects.ts";
import { createProject } from "../../projects/create-project.ts";
import { deleteProject } from "../../projects/delete-project.ts";
import { getProject } from "../../projects/get-project.ts";
import { listProjects } from "../../projects/list-projects.ts";
import { previewDeletion } from "../../projects/preview-deletion.ts";
import { updateProject } from "../../projects/update-project.ts";
import { router } from "../init.ts";
import { vaultProcedure } from "../procedures.ts";

export const projectsRouter = router({
  list: vaultProcedure("project.read").query(({ ctx }) => listProjects(ctx)),
  get: vaultProcedure("project.read")
    .input(projectInput)
    .query(({ ctx, input }) => getProject(ctx, input)),
  create: vaultProcedure("project.write")
    .input(createProjectInput)
    .mutation(({ ctx, input }) => createProject(ctx, input)),
  update: vaultProcedure("project.write")
    .input(updateProjectInput)
    .mutation(({ ctx, input }) => updateProject(ctx, input)),
  deletion: vaultProcedure("project.delete")
    .input(projectInput)
    .query(({ ctx, input }) => previewDeletion(ctx, input)),
  delete: vaultProcedure("project.delete")
    .input(deleteProjectInput)
    .mutation(({ ctx, input }) => deleteProject(ctx, input)),
});
