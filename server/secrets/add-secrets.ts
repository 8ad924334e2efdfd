import { inTransaction, type Transaction } from "#db/client.ts";
import { findProject } from "#db/queries/projects.ts";
import { claimVariables } from "#db/queries/secret-variables.ts";
import { insertVersions } from "#db/queries/secret-versions.ts";
import { insertSecrets } from "#db/queries/secrets.ts";
import { lockVaultNames } from "#db/queries/vault-names.ts";
import { fieldNamesOf, type SecretContent } from "#lib/contract/secrets.ts";
import { AppError, type Issue } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { refuseOverQuota } from "../access/refuse-over-quota.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { conflict, takenMessage } from "./claim-names.ts";
import { deliveredVariables } from "./delivered-variables.ts";
import { sealContent } from "./seal-content.ts";
import { secretEvent } from "./secret-event.ts";

export type Draft = {
  readonly name: string;
  readonly note: string;
  readonly content: SecretContent;
  /** The form field that a refusal of the name blames. */
  readonly path: string;
};

type SealedDraft = Awaited<ReturnType<typeof sealDraft>>;

/** Adds all drafts to a project at their first version, or none; their ids come back in order. */
export async function addSecrets(
  ctx: UserContext,
  projectId: string,
  drafts: readonly Draft[],
): Promise<string[]> {
  const { vaultId } = ctx.actor;
  const sealed: SealedDraft[] = [];
  for (const draft of drafts) sealed.push(await sealDraft(ctx, projectId, draft));
  await inTransaction(ctx.db, async (tx) => {
    await lockVaultNames(tx, vaultId);
    await refuseOverQuota(tx, vaultId, "secrets", sealed.length);
    if ((await findProject(tx, vaultId, projectId)) === null) throw new AppError("not_found");
    const issues = await insertAll(tx, ctx, sealed);
    if (issues.length > 0) throw conflict(issues);
    await insertVersions(
      tx,
      sealed.map(({ id, version }) => ({ secretId: id, ...version })),
    );
    await recordEvents(
      tx,
      ctx,
      sealed.map((secret) => secretEvent("secret.created", secret, 1)),
    );
  });
  return sealed.map(({ id }) => id);
}

async function sealDraft(ctx: UserContext, projectId: string, { name, note, content, path }: Draft) {
  const fieldNames = fieldNamesOf(content);
  const variables = deliveredVariables(name, fieldNames, path);
  const id = newId("sk");
  const version = await sealContent(ctx, id, 1, content);
  return { id, projectId, name, note, fieldNames, variables, version, path };
}

/** What stood in the way, one issue per draft; the caller rolls back when there is any. */
async function insertAll(
  tx: Transaction,
  ctx: UserContext,
  drafts: readonly SealedDraft[],
): Promise<Issue[]> {
  const { vaultId, userId } = ctx.actor;
  const inserted = await insertSecrets(
    tx,
    drafts.map(({ id, projectId, name, note, fieldNames }) => ({
      ...{ id, vaultId, projectId, name, note, fieldNames },
      createdBy: userId,
    })),
  );
  const named = drafts.filter(({ id }) => inserted.has(id));
  const taken = new Map((await claimVariables(tx, vaultId, named)).map((claim) => [claim.secretId, claim]));
  return drafts.flatMap(({ id, name, path }) => {
    const claim = taken.get(id);
    if (claim) return [{ path, message: `${takenMessage(claim)} Choose another name.` }];
    if (inserted.has(id)) return [];
    return [{ path, message: `A secret named ${name} exists already in this project. Choose another name.` }];
  });
}
