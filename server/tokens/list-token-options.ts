import { listScopeOptions } from "#db/queries/token-scope.ts";
import type { TokenOptionsView } from "#lib/contract/tokens.ts";
import { variableNames } from "#lib/naming/variable-name.ts";
import type { UserContext } from "../context.ts";

/** What a new token could be given: every project with a live secret, and those secrets, by name. */
export async function listTokenOptions(ctx: UserContext): Promise<TokenOptionsView> {
  const projects = new Map<string, TokenOptionsView["projects"][number]>();
  for (const secret of await listScopeOptions(ctx.db, ctx.actor.vaultId)) {
    const { id, name, fieldNames, projectId, projectName } = secret;
    const project = projects.get(projectId) ?? { id: projectId, name: projectName, secrets: [] };
    project.secrets.push({ id, name, fieldNames, variables: variableNames(name, fieldNames) });
    projects.set(projectId, project);
  }
  return { projects: [...projects.values()] };
}
