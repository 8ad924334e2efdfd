import { and, desc, eq, isNull } from "drizzle-orm";
import type { Executor, Transaction } from "../client.ts";
import { secrets, secretVersions } from "../schema/secrets.ts";
import { users } from "../schema/users.ts";

export type NewVersion = {
  readonly version: number;
  readonly sealedValue: Uint8Array;
  readonly sizeBytes: number;
  readonly fieldNames: string[] | null;
  readonly createdBy: string;
};

/** Appends versions to secrets whose rows this transaction has written, and so proven to be the vault's. */
export async function insertVersions(
  tx: Transaction,
  versions: readonly (NewVersion & { readonly secretId: string; readonly restoredFrom?: number | null })[],
): Promise<void> {
  await tx.insert(secretVersions).values([...versions]);
}

/** The sealed value of one version of a live secret, the current one when none is named. */
export async function findSealedVersion(
  db: Executor,
  vaultId: string,
  secretId: string,
  version: number | null,
) {
  const [row] = await db
    .select({
      id: secrets.id,
      name: secrets.name,
      projectId: secrets.projectId,
      version: secretVersions.version,
      fieldNames: secretVersions.fieldNames,
      sizeBytes: secretVersions.sizeBytes,
      sealedValue: secretVersions.sealedValue,
    })
    .from(secrets)
    .innerJoin(secretVersions, eq(secretVersions.secretId, secrets.id))
    .where(
      and(
        eq(secrets.id, secretId),
        eq(secrets.vaultId, vaultId),
        isNull(secrets.deletedAt),
        eq(secretVersions.version, version ?? secrets.currentVersion),
      ),
    );
  return row ?? null;
}

/** What is known of each version without opening it; the newest first. */
export function listVersions(db: Executor, vaultId: string, secretId: string, max: number) {
  return db
    .select({
      version: secretVersions.version,
      createdAt: secretVersions.createdAt,
      createdBy: users.name,
      sizeBytes: secretVersions.sizeBytes,
      fieldNames: secretVersions.fieldNames,
      restoredFrom: secretVersions.restoredFrom,
    })
    .from(secretVersions)
    .innerJoin(secrets, and(eq(secrets.id, secretVersions.secretId), eq(secrets.vaultId, vaultId)))
    .leftJoin(users, eq(users.id, secretVersions.createdBy))
    .where(eq(secretVersions.secretId, secretId))
    .orderBy(desc(secretVersions.version))
    .limit(max);
}
