import { findProject } from "#db/queries/projects.ts";
import { countReaders, listSecrets as listStored } from "#db/queries/secret-lists.ts";
import { type ListSecretsInput, READS_COUNTED_MAX, type SecretView } from "#lib/contract/secrets.ts";
import { AppError } from "#lib/errors.ts";
import type { UserContext } from "../context.ts";
import { secretView } from "./secret-view.ts";

/** The live secrets of a project by name, with who may read them and how much they are read. */
export async function listSecrets(
  ctx: UserContext,
  { projectId, search }: ListSecretsInput,
): Promise<SecretView[]> {
  const { vaultId } = ctx.actor;
  const [stored, readers] = await Promise.all([
    listStored(ctx.db, vaultId, { projectId, search, readsMax: READS_COUNTED_MAX }),
    countReaders(ctx.db, vaultId, projectId),
  ]);
  if (stored.length === 0 && (await findProject(ctx.db, vaultId, projectId)) === null)
    throw new AppError("not_found");
  const bySecret = new Map(readers.map((row) => [row.secretId, row]));
  return stored.map((secret) => secretView(secret, bySecret.get(secret.id)));
}
