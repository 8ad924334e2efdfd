import { and, asc, eq, sql } from "drizzle-orm";
import type { Executor } from "../client.ts";
import { projects } from "../schema/projects.ts";
import { secrets, secretVersions } from "../schema/secrets.ts";
import { enrollmentTokenSecrets } from "../schema/tokens.ts";

/** What a machine of this token would find now, in the trash or not: names and sizes, never a value. */
export function listRehearsedSecrets(db: Executor, vaultId: string, tokenId: string) {
  return db
    .select({
      name: secrets.name,
      fieldNames: secrets.fieldNames,
      project: projects.name,
      isDeleted: sql<boolean>`${secrets.deletedAt} is not null`,
      isLinked: sql<boolean>`exists (select from enrollment_token_projects l
        where l.token_id = ${tokenId} and l.project_id = secrets.project_id)`,
      sizeBytes: secretVersions.sizeBytes,
    })
    .from(enrollmentTokenSecrets)
    .innerJoin(secrets, eq(secrets.id, enrollmentTokenSecrets.secretId))
    .innerJoin(projects, eq(projects.id, secrets.projectId))
    .innerJoin(
      secretVersions,
      and(eq(secretVersions.secretId, secrets.id), eq(secretVersions.version, secrets.currentVersion)),
    )
    .where(and(eq(enrollmentTokenSecrets.tokenId, tokenId), eq(secrets.vaultId, vaultId)))
    .orderBy(asc(projects.name), asc(secrets.name), asc(secrets.id));
}
