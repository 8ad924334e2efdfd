import { findProjectOfReader, listSecretsForReader } from "#db/queries/readable-secrets.ts";
import type { VerifyAccessBody } from "#lib/contract/reads.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { signedTransaction } from "../access/signed-transaction.ts";
import { recordEvent } from "../audit/record-event.ts";

const PROJECT_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether the machine may use the project now (wire-protocol 2.8). Answers 200 either way; the body says which. */
export function verifyAccess(ctx: MachineContext, projectId: string): Promise<VerifyAccessBody> {
  const id = PROJECT_ID.test(projectId) ? projectId : "unknown";
  return signedTransaction(ctx, async (tx) => {
    const projectName = await findProjectOfReader(tx, ctx.actor, id);
    const readable = projectName === null ? [] : await listSecretsForReader(tx, ctx.actor, id);
    const valid = readable.length > 0;
    await recordEvent(tx, ctx, {
      action: "project.access_checked",
      outcome: valid ? "allowed" : "denied",
      ...(valid ? {} : { reason: projectName === null ? "project_not_linked" : "grant_missing" }),
      target: { kind: "project", id, label: projectName ?? id },
      ...(projectName === null ? {} : { projectId: id }),
    });
    const error = valid
      ? null
      : projectName === null
        ? "This machine may not use the project, or the project is gone."
        : "This machine may read no secret of the project.";
    return { allowed: true, release: { valid, projectName, error } };
  });
}
