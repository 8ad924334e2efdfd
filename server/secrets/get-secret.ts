import { findSecretOverview, listReaders } from "#db/queries/secret-lists.ts";
import { listVersions } from "#db/queries/secret-versions.ts";
import {
  READERS_SHOWN_MAX,
  READS_COUNTED_MAX,
  type SecretDetailView,
  type SecretInput,
  VERSIONS_SHOWN_MAX,
} from "#lib/contract/secrets.ts";
import { AppError } from "#lib/errors.ts";
import type { UserContext } from "../context.ts";
import { secretView } from "./secret-view.ts";

/** Everything about a live secret except its value: the newest versions and the machines that may read it now. */
export async function getSecret(ctx: UserContext, { secretId }: SecretInput): Promise<SecretDetailView> {
  const { vaultId } = ctx.actor;
  const [secret, versions, readers] = await Promise.all([
    findSecretOverview(ctx.db, vaultId, secretId, READS_COUNTED_MAX),
    listVersions(ctx.db, vaultId, secretId, VERSIONS_SHOWN_MAX),
    listReaders(ctx.db, vaultId, secretId, READERS_SHOWN_MAX),
  ]);
  if (secret === null) throw new AppError("not_found");
  const names = readers.slice(0, 3).map(({ name }) => name);
  return {
    ...secretView(secret, { count: readers[0]?.total ?? 0, names }),
    projectName: secret.projectName,
    versions: versions.map(({ createdAt, createdBy, ...version }) => ({
      ...version,
      createdAt: createdAt.toISOString(),
      createdBy: createdBy ?? "Unknown",
    })),
    readers: readers.map(({ machineId, name, kind, tokenName }) => ({ machineId, name, kind, tokenName })),
  };
}
