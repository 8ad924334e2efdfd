import type { CliProject, CliSecret, ListedSecret } from "#lib/contract/reads.ts";
import { fieldNamesText } from "./field-names-text.ts";
import type { ReadableSecret } from "./list-readable-secrets.ts";

/** Wire-protocol 2.2 and 2.3. */
export function secretListBody(secrets: readonly ReadableSecret[]): { secrets: ListedSecret[] } {
  return {
    secrets: secrets.map(({ id, name, fieldNames, projectId }) => ({
      id,
      name,
      fieldNames: fieldNamesText(fieldNames),
      projectId,
    })),
  };
}

/** Wire-protocol 2.7. Applications are not part of this release: every project stands alone. */
export function cliSecretsBody(secrets: readonly ReadableSecret[]): { secrets: CliSecret[] } {
  return {
    secrets: secrets.map(({ id, name, fieldNames, projectId, projectName }) => ({
      id,
      name,
      fieldNames: fieldNamesText(fieldNames),
      projectId,
      projectName,
      applicationId: null,
      applicationName: null,
      type: fieldNames === null ? "secret" : "structured",
    })),
  };
}

/** Wire-protocol 2.6. */
export function cliProjectsBody(projects: readonly { id: string; name: string }[]): {
  projects: CliProject[];
} {
  return {
    projects: projects.map(({ id, name }) => ({
      projectId: id,
      projectName: name,
      applicationId: null,
      applicationName: null,
    })),
  };
}
