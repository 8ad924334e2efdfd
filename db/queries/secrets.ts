import { and, eq, isNull } from "drizzle-orm";
import type { SecretKind } from "#lib/contract/secrets.ts";
import { AppError } from "#lib/errors.ts";
import type { Executor, Transaction } from "../client.ts";
import { brokenConstraint } from "../constraint.ts";
import { secrets } from "../schema/secrets.ts";

export type NewSecret = {
  readonly id: string;
  readonly vaultId: string;
  readonly projectId: string;
  readonly name: string;
  readonly note: string;
  readonly fieldNames: string[] | null;
  readonly createdBy: string;
};

const kindOf = (fieldNames: readonly string[] | null): SecretKind =>
  fieldNames === null ? "single" : "structured";

const live = (vaultId: string, secretId: string) =>
  and(eq(secrets.id, secretId), eq(secrets.vaultId, vaultId), isNull(secrets.deletedAt));

/** Inserts what has a free name in its project and returns those ids: the index decides, however many callers race. */
export async function insertSecrets(tx: Transaction, drafts: readonly NewSecret[]): Promise<Set<string>> {
  const rows = drafts
    .map(({ id, vaultId, projectId, name, note, fieldNames, createdBy }) => ({
      ...{ id, vaultId, projectId, name, note, fieldNames, createdBy },
      kind: kindOf(fieldNames),
      currentVersion: 1,
    }))
    // One order for everyone: two imports cannot wait for each other.
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const inserted = await tx.insert(secrets).values(rows).onConflictDoNothing().returning({ id: secrets.id });
  return new Set(inserted.map(({ id }) => id));
}

/** Name, project, fields and version of a live secret. */
export async function findSecret(db: Executor, vaultId: string, secretId: string) {
  const [row] = await db
    .select({
      id: secrets.id,
      name: secrets.name,
      projectId: secrets.projectId,
      fieldNames: secrets.fieldNames,
      version: secrets.currentVersion,
    })
    .from(secrets)
    .where(live(vaultId, secretId));
  return row ?? null;
}

/** Moves a live secret from the version its writer saw to the next; null when it is not at that version any more. */
export async function advanceVersion(
  tx: Transaction,
  vaultId: string,
  secretId: string,
  change: { readonly expectedVersion: number; readonly fieldNames: string[] | null },
) {
  const [row] = await tx
    .update(secrets)
    .set({
      currentVersion: change.expectedVersion + 1,
      fieldNames: change.fieldNames,
      kind: kindOf(change.fieldNames),
    })
    .where(and(live(vaultId, secretId), eq(secrets.currentVersion, change.expectedVersion)))
    .returning({ id: secrets.id, name: secrets.name, projectId: secrets.projectId });
  return row ?? null;
}

/** Null when the vault has no such live secret; throws `conflict` when another live one of the project has the name. */
export async function updateSecretName(tx: Transaction, vaultId: string, secretId: string, name: string) {
  const [row] = await tx
    .update(secrets)
    .set({ name })
    .where(live(vaultId, secretId))
    .returning({ id: secrets.id, projectId: secrets.projectId, fieldNames: secrets.fieldNames })
    .catch((error: unknown) => {
      throw takenName(error, name, "Choose another name.");
    });
  return row ?? null;
}

export async function updateSecretNote(tx: Transaction, vaultId: string, secretId: string, note: string) {
  const [row] = await tx
    .update(secrets)
    .set({ note })
    .where(live(vaultId, secretId))
    .returning({ id: secrets.id, name: secrets.name, projectId: secrets.projectId });
  return row ?? null;
}

/** The conflict behind a broken name index, or the error itself. */
export function takenName(error: unknown, name: string, remedy: string): unknown {
  if (brokenConstraint(error) !== "secrets_project_name") return error;
  const message = `A secret named ${name} exists already in this project. ${remedy}`;
  return new AppError("conflict", { message, issues: [{ path: "name", message }], cause: error });
}
