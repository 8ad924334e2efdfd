import type { ProjectOverview } from "#db/queries/projects.ts";
import type { ProjectView } from "#lib/contract/projects.ts";

export function projectView(project: ProjectOverview): ProjectView {
  return {
    id: project.id,
    name: project.name,
    description: project.description,
    createdAt: project.createdAt.toISOString(),
    secretCount: project.secretCount,
    machineCount: project.machineCount,
    lastReadAt: project.lastReadAt?.toISOString() ?? null,
  };
}
