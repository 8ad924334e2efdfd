import { inTransaction } from "#db/client.ts";
import { insertProject } from "#db/queries/projects.ts";
import type { CreateProjectInput } from "#lib/contract/projects.ts";
import { newId } from "#lib/ids.ts";
import { refuseOverQuota } from "../access/refuse-over-quota.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { projectEvent } from "./project-event.ts";

export async function createProject(ctx: UserContext, input: CreateProjectInput): Promise<{ id: string }> {
  const project = { id: newId("proj"), vaultId: ctx.actor.vaultId, ...input };
  await inTransaction(ctx.db, async (tx) => {
    await refuseOverQuota(tx, ctx.actor.vaultId, "projects");
    await insertProject(tx, project);
    await recordEvent(tx, ctx, projectEvent("project.created", project));
  });
  return { id: project.id };
}
