import type { Transaction } from "#db/client.ts";
import { type FoundSecret, findSecretForReader } from "#db/queries/readable-secrets.ts";
import type { AuditEvent } from "#lib/audit-events.ts";
import { decide } from "../access/decide.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { openValue } from "../access/open-value.ts";
import { secretReadChecks } from "../access/secret-read.ts";
import { signedTransaction } from "../access/signed-transaction.ts";
import { recordEvent } from "../audit/record-event.ts";
import { etagMatches, etagOf } from "./etag.ts";
import { wireId } from "./wire-id.ts";

/** `value` is null when the caller's copy is current: it was then not opened. */
export type SecretReading = { readonly etag: string; readonly value: string | null };

/**
 * One value for one machine (wire-protocol 2.1). The audit row is on disk before the value exists in memory. A caller whose
 * `If-None-Match` names the current version is decided about alike, and recorded as one who checked and received nothing.
 */
export async function readSecret(
  ctx: MachineContext,
  secretId: string,
  ifNoneMatch: string | null = null,
): Promise<SecretReading> {
  const id = wireId(secretId);
  const isCopyOf = ({ version }: FoundSecret) => etagMatches(ifNoneMatch, etagOf(id, version));
  const load = (tx: Transaction) => findSecretForReader(tx, ctx.actor, id);
  const secret = await signedTransaction<FoundSecret | null, FoundSecret>(ctx, load, async (tx, found) => {
    const decision = decide(secretReadChecks, { secret: found });
    const about: Pick<AuditEvent, "target" | "projectId" | "secretId" | "version"> = found
      ? {
          target: { kind: "secret", id: found.id, label: found.name },
          projectId: found.projectId,
          secretId: found.id,
          version: found.version,
        }
      : { target: { kind: "secret", id, label: id } };
    if (!decision.allowed || found === null) {
      const reason = decision.allowed ? "secret_unknown" : decision.reason;
      await recordEvent(tx, ctx, { action: "secret.read_denied", outcome: "denied", reason, ...about });
      return { allowed: false, reason };
    }
    const action = isCopyOf(found) ? "secret.checked" : "secret.read";
    await recordEvent(tx, ctx, { action, outcome: "allowed", ...about });
    return { allowed: true, release: found };
  });
  const value = isCopyOf(secret) ? null : await openValue(ctx, secret);
  return { etag: etagOf(id, secret.version), value };
}
