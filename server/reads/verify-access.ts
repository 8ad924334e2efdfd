import { listSecretsForReader } from "#db/queries/readable-secrets.ts";
import type { VerifyAccessBody } from "#lib/contract/reads.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { signedTransaction } from "../access/signed-transaction.ts";
import { recordEvent } from "../audit/record-event.ts";
import { findProjectScope } from "./project-scope.ts";

/** Whether the machine may use the project now (wire-protocol 2.8). Answers 200 either way; the body says which. */
export function verifyAccess(ctx: MachineContext, projectId: string): Promise<VerifyAccessBody> {
  return signedTransaction(
    ctx,
    async (tx) => {
      const scope = await findProjectScope(tx, ctx, projectId);
      return {
        ...scope,
        readable: scope.name === null ? [] : await listSecretsForReader(tx, ctx.actor, scope.id),
      };
    },
    async (tx, { id, name, readable }, ctx) => {
      const valid = readable.length > 0;
      await recordEvent(tx, ctx, {
        action: "project.access_checked",
        outcome: valid ? "allowed" : "denied",
        ...(valid ? {} : { reason: name === null ? "project_not_linked" : "grant_missing" }),
        target: { kind: "project", id, label: name ?? id },
        ...(name === null ? {} : { projectId: id }),
      });
      return { allowed: true, release: { valid, projectName: name, error: valid ? null : explain(name) } };
    },
  );
}

const explain = (name: string | null) =>
  name === null
    ? "This machine may not use the project, or the project is gone."
    : "This machine may read no secret of the project.";
