import type { Transaction } from "#db/client.ts";
import { type FoundSecret, findSecretForReader } from "#db/queries/readable-secrets.ts";
import type { AuditEvent } from "#lib/audit-events.ts";
import type { SecretValueBody } from "#lib/contract/reads.ts";
import { decide } from "../access/decide.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { openValue } from "../access/open-value.ts";
import { secretReadChecks } from "../access/secret-read.ts";
import { signedTransaction } from "../access/signed-transaction.ts";
import { recordEvent } from "../audit/record-event.ts";
import { wireId } from "./wire-id.ts";

/** One value for one machine (wire-protocol 2.1). The audit row is on disk before the value exists in memory. */
export async function readSecret(ctx: MachineContext, secretId: string): Promise<SecretValueBody> {
  const id = wireId(secretId);
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
    await recordEvent(tx, ctx, { action: "secret.read", outcome: "allowed", ...about });
    return { allowed: true, release: found };
  });
  return { value: await openValue(ctx, secret) };
}
