import type { FoundSecret } from "#db/queries/readable-secrets.ts";
import type { AuditEvent } from "#lib/audit-events.ts";
import { decide } from "../access/decide.ts";
import type { ReadAsk, ReadRelease } from "../access/machine-context.ts";
import { secretReadChecks } from "../access/secret-read.ts";
import type { Verdict } from "../access/verdict.ts";
import { etagMatches, etagOf } from "./etag.ts";
import { readEvent } from "./read-event.ts";

type Judged = { readonly verdict: Verdict<ReadRelease>; readonly event: AuditEvent };

/** May the machine read what it asked for, and the row that says so. `found` is null for what its vault does not have. */
export function judgeRead({ secretId, ifNoneMatch }: ReadAsk, found: FoundSecret | null): Judged {
  const decision = decide(secretReadChecks, { secret: found });
  const event = readEvent(secretId, found, decision);
  if (!decision.allowed) return { verdict: decision, event };
  // The table denies what was not found; the type does not know that.
  if (found === null) return { verdict: { allowed: false, reason: "secret_unknown" }, event };
  const isCopyCurrent = etagMatches(ifNoneMatch, etagOf(secretId, found.version));
  return {
    verdict: { allowed: true, release: { secret: found, isCopyCurrent } },
    event: isCopyCurrent ? { ...event, action: "secret.checked" } : event,
  };
}
