import type { GrantOptionsView } from "#lib/contract/machines.ts";
import { findCollision } from "#lib/naming/secret-name.ts";

export type GrantOption = GrantOptionsView["projects"][number]["secrets"][number];

/** The secrets of one project that a machine has or could have. */
export function optionsOf({ projects }: GrantOptionsView, projectId: string): GrantOption[] {
  return projects.find(({ id }) => id === projectId)?.secrets ?? [];
}

/** What a search leaves, by name or variable, whatever its case. */
export function found(secrets: readonly GrantOption[], search: string): GrantOption[] {
  const wanted = search.trim().toLowerCase();
  return secrets.filter(({ name, variables }) =>
    [name, ...variables].some((text) => text.toLowerCase().includes(wanted)),
  );
}

/** Says which two would arrive under one name, of this project or together with what other projects already give. */
export function clashOf(
  { projects }: GrantOptionsView,
  projectId: string,
  chosen: ReadonlySet<string>,
): string | undefined {
  const delivered = projects.flatMap((project) =>
    project.secrets
      .filter(({ id, isGranted }) => (project.id === projectId ? chosen.has(id) : isGranted))
      .map(({ name, variables }) => ({ label: `${name} of ${project.name}`, variables })),
  );
  const clash = findCollision(delivered);
  return clash === null
    ? undefined
    : `${clash.first} and ${clash.second} would both arrive as ${clash.variable}. Take one of them back.`;
}
