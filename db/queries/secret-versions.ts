import { and, desc, eq, isNull, sql } from "drizzle-orm";
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

/** The sealed values of these versions by secret; what was removed for good meanwhile is not among them. */
export async function findSealedValues(
  db: Executor,
  vaultId: string,
  versions: readonly { readonly id: string; readonly version: number }[],
): Promise<Map<string, Uint8Array>> {
  const wanted = JSON.stringify(versions.map(({ id, version }) => ({ id, version })));
  const rows = await db.execute<{ id: string; sealedValue: Uint8Array }>(sql`
    select v.secret_id as id, v.sealed_value as "sealedValue"
    from jsonb_to_recordset(${wanted}::text::jsonb) as wanted (id text, version int)
    join secrets s on s.id = wanted.id and s.vault_id = ${vaultId}
    join secret_versions v on v.secret_id = s.id and v.version = wanted.version`);
  return new Map(rows.map(({ id, sealedValue }) => [id, sealedValue]));
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
