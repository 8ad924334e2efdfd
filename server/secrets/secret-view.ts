import type { SecretOverview } from "#db/queries/secret-lists.ts";
import type { SecretView } from "#lib/contract/secrets.ts";
import { variableNames } from "#lib/naming/variable-name.ts";

/** A secret as lists show it; never its value. */
export function secretView(
  secret: SecretOverview,
  readers: { readonly count: number; readonly names: readonly string[] } | undefined,
): SecretView {
  return {
    id: secret.id,
    projectId: secret.projectId,
    name: secret.name,
    note: secret.note,
    kind: secret.kind,
    fieldNames: secret.fieldNames,
    variables: variableNames(secret.name, secret.fieldNames),
    version: secret.version,
    versionAt: secret.versionAt.toISOString(),
    createdAt: secret.createdAt.toISOString(),
    machineCount: readers?.count ?? 0,
    machineNames: [...(readers?.names ?? [])],
    lastReadAt: secret.lastReadAt?.toISOString() ?? null,
    readsLast7Days: secret.readsLast7Days,
  };
}
