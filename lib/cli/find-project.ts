import type { CliProject } from "../contract/reads.ts";
import { ClientError } from "../sdk/client-error.ts";
import { printableText } from "../sdk/printable-text.ts";
import { listProjects } from "../sdk/read-secrets.ts";
import type { Machine } from "../sdk/signed-client.ts";

/** A project this machine has grants in, by its exact name or its id; the name wins. */
export async function findProject(machine: Machine, nameOrId: string): Promise<CliProject> {
  const projects = await listProjects(machine);
  const named = projects.filter(({ projectName }) => projectName === nameOrId);
  if (named.length > 1)
    throw new ClientError("input", `${named.length} projects are called ${printableText(nameOrId, 80)}.`, {
      remedy: `Use an id: ${named.map(({ projectId }) => printableText(projectId, 40)).join(", ")}.`,
    });
  const found = named[0] ?? projects.find(({ projectId }) => projectId === nameOrId);
  if (found !== undefined) return found;
  const known = projects.map((project) => printableText(project.projectName, 80));
  throw new ClientError("not_found", `This machine has no project ${printableText(nameOrId, 80)}.`, {
    remedy:
      known.length === 0
        ? "Nothing is granted to it. Grant secrets on its page in the dashboard, or use another token."
        : `It has: ${known.join(", ")}. The project may be deleted or renamed, or nothing in it is granted.`,
    status: 404,
  });
}
