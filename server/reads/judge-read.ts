import type { FoundSecret } from "#db/queries/readable-secrets.ts";
import type { AuditEvent } from "#lib/audit-events.ts";
import { decide } from "../access/decide.ts";
import type { ReadAsk, ReadRelease } from "../access/machine-context.ts";
import { secretReadChecks } from "../access/secret-read.ts";
import type { Judgement } from "../access/signed-batch.ts";
import { etagMatches, etagOf } from "./etag.ts";
import { readEvent } from "./read-event.ts";

/** A read is always one row, whatever was decided. */
type OneRow = Judgement<ReadRelease> & { readonly events: readonly [AuditEvent] };

/** May the machine read what it asked for, and the row that says so. `found` is null for what its vault does not have. */
export function judgeRead({ secretId, ifNoneMatch }: ReadAsk, found: FoundSecret | null): OneRow {
  const decision = decide(secretReadChecks, { secret: found });
  const event = readEvent(secretId, found, decision);
  if (!decision.allowed) return { verdict: decision, events: [event] };
  // The table denies what was not found; the type does not know that.
  if (found === null) return { verdict: { allowed: false, reason: "secret_unknown" }, events: [event] };
  const isCopyCurrent = etagMatches(ifNoneMatch, etagOf(secretId, found.version));
  return {
    verdict: { allowed: true, release: { secret: found, isCopyCurrent } },
    events: [isCopyCurrent ? { ...event, action: "secret.checked" } : event],
  };
}
