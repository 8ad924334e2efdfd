import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Executor, Transaction } from "../client.ts";
import { secrets } from "../schema/secrets.ts";
import { releaseVariables } from "./secret-variables.ts";
import { takenName } from "./secrets.ts";
import { lockTokensOfSecrets } from "./token-locks.ts";

const named = { id: secrets.id, name: secrets.name, projectId: secrets.projectId };

/** Puts a live secret into the trash and frees its name and variables. Its grants stay. Null when there is none. */
export async function trashSecret(tx: Transaction, vaultId: string, secretId: string, keepDays: number) {
  const [row] = await tx
    .update(secrets)
    .set({ deletedAt: sql`now()`, purgeAt: sql`now() + make_interval(days => ${keepDays}::int)` })
    .where(and(eq(secrets.id, secretId), eq(secrets.vaultId, vaultId), isNull(secrets.deletedAt)))
    .returning(named);
  if (!row) return null;
  await releaseVariables(tx, vaultId, secretId);
  return row;
}

/** The project's trash, what went in last first. */
export function listTrashedSecrets(db: Executor, vaultId: string, projectId: string) {
  return db
    .select({ id: secrets.id, name: secrets.name, deletedAt: secrets.deletedAt, purgeAt: secrets.purgeAt })
    .from(secrets)
    .where(and(eq(secrets.vaultId, vaultId), eq(secrets.projectId, projectId), isNotNull(secrets.deletedAt)))
    .orderBy(desc(secrets.deletedAt), desc(secrets.id));
}

export async function findTrashedSecret(tx: Transaction, vaultId: string, secretId: string) {
  const [row] = await tx
    .select({ ...named, fieldNames: secrets.fieldNames })
    .from(secrets)
    .where(trashed(vaultId, secretId));
  return row ?? null;
}

/** Makes it live again without its variables, which the caller claims; throws `conflict` when the name is taken. */
export async function untrashSecret(
  tx: Transaction,
  vaultId: string,
  secret: { readonly id: string; readonly name: string },
  remedy: string,
): Promise<boolean> {
  const restored = await tx
    .update(secrets)
    .set({ deletedAt: null, purgeAt: null })
    .where(trashed(vaultId, secret.id))
    .returning({ id: secrets.id })
    .catch((error: unknown) => {
      throw takenName(error, secret.name, remedy);
    });
  return restored.length === 1;
}

/** Removes one secret of the trash with its versions and grants; null when the trash does not hold it. */
export async function purgeTrashedSecret(tx: Transaction, vaultId: string, secretId: string) {
  await lockTokensOfSecrets(tx, vaultId, [secretId]);
  const [row] = await tx.delete(secrets).where(trashed(vaultId, secretId)).returning(named);
  return row ?? null;
}

/** Removes at most `max` secrets, of any vault, whose days in the trash are over. */
export async function purgeDueSecrets(tx: Transaction, max: number) {
  const isDue = sql`${secrets.purgeAt} <= clock_timestamp()`;
  const due = await tx
    .select({ id: secrets.id, vaultId: secrets.vaultId })
    .from(secrets)
    .where(isDue)
    .orderBy(asc(secrets.purgeAt))
    .limit(max);
  if (due.length === 0) return [];
  const ids = due.map(({ id }) => id);
  const vaultIds = [...new Set(due.map(({ vaultId }) => vaultId))].sort();
  for (const vaultId of vaultIds) await lockTokensOfSecrets(tx, vaultId, ids);
  // Again, because one of them may have been restored while the locks were taken.
  return tx
    .delete(secrets)
    .where(and(inArray(secrets.id, ids), isDue))
    .returning({ ...named, vaultId: secrets.vaultId });
}

const trashed = (vaultId: string, secretId: string) =>
  and(eq(secrets.id, secretId), eq(secrets.vaultId, vaultId), isNotNull(secrets.deletedAt));
