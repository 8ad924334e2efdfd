import type { FoundSecret } from "#db/queries/readable-secrets.ts";
import type { AuditEvent } from "#lib/audit-events.ts";
import { decide } from "../access/decide.ts";
import type { ReadAsk, ReadRelease } from "../access/machine-context.ts";
import { secretReadChecks } from "../access/secret-read.ts";
import type { Verdict } from "../access/verdict.ts";
import { etagMatches, etagOf } from "./etag.ts";

type Judged = { readonly verdict: Verdict<ReadRelease>; readonly event: AuditEvent };

/** May the machine read what it asked for, and the row that says so. `found` is null for what its vault does not have. */
export function judgeRead({ secretId, ifNoneMatch }: ReadAsk, found: FoundSecret | null): Judged {
  const decision = decide(secretReadChecks, { secret: found });
  const about: Pick<AuditEvent, "target" | "projectId" | "secretId" | "version"> = found
    ? {
        target: { kind: "secret", id: found.id, label: found.name },
        projectId: found.projectId,
        secretId: found.id,
        version: found.version,
      }
    : { target: { kind: "secret", id: secretId, label: secretId } };
  if (decision.allowed && found !== null) {
    const isCopyCurrent = etagMatches(ifNoneMatch, etagOf(secretId, found.version));
    const action = isCopyCurrent ? "secret.checked" : "secret.read";
    const release = { secret: found, isCopyCurrent };
    return { verdict: { allowed: true, release }, event: { action, outcome: "allowed", ...about } };
  }
  const reason = decision.allowed ? "secret_unknown" : decision.reason;
  return {
    verdict: { allowed: false, reason },
    event: { action: "secret.read_denied", outcome: "denied", reason, ...about },
  };
}
