import { insertBaselines, listWatchedSecrets, type WatchedSecret } from "#db/queries/watched-secrets.ts";
import type { ChangeStatus, ChangesBody, PollBody } from "#lib/contract/reads.ts";
import { type Decision, decide } from "../access/decide.ts";
import type { MachineContext } from "../access/machine-context.ts";
import { secretReadChecks } from "../access/secret-read.ts";
import { signedTransaction } from "../access/signed-transaction.ts";
import { recordEvents } from "../audit/record-event.ts";
import { pollRefusals } from "./poll-refusals.ts";
import { readEvent } from "./read-event.ts";
import { wireId } from "./wire-id.ts";

type Judged = { readonly id: string; readonly secret: WatchedSecret | null; readonly decision: Decision };

/**
 * What changed since the machine last received it (wire-protocol 3). The first poll fixes what a secret is compared with;
 * after that only a read moves it, so an answer that was lost is given again. Whoever asks early is answered like anyone.
 */
export function pollSecrets(ctx: MachineContext, { watch }: PollBody): Promise<ChangesBody> {
  const asked = [...new Set(watch ?? [])];
  const ids = [...new Set(asked.map(wireId))];
  const isRow = pollRefusals(ctx);
  const { machineId, vaultId } = ctx.actor;
  return signedTransaction<WatchedSecret[], ChangesBody>(
    ctx,
    (tx) => listWatchedSecrets(tx, ctx.actor, ids),
    async (tx, found, ctx) => {
      const judged = judge(ids, found);
      const target = { kind: "vault", id: vaultId, label: vaultId } as const;
      const refused = judged.flatMap(({ id, secret, decision }) =>
        !decision.allowed && isRow(id, decision.reason) ? [readEvent(id, secret, decision)] : [],
      );
      await insertBaselines(tx, machineId, judged.flatMap(newBaseline));
      await recordEvents(tx, ctx, [{ action: "secrets.polled", outcome: "allowed", target }, ...refused]);
      const statuses = new Map(judged.map((one) => [one.id, statusOf(one)]));
      const changes = asked.flatMap((id) => {
        const status = statuses.get(wireId(id));
        return status ? [[id, { status }] as const] : [];
      });
      return { allowed: true, release: { changes: Object.fromEntries(changes) } };
    },
  );
}

function judge(ids: readonly string[], found: readonly WatchedSecret[]): Judged[] {
  const secrets = new Map(found.map((secret) => [secret.id, secret]));
  return ids.map((id) => {
    const secret = secrets.get(id) ?? null;
    return { id, secret, decision: decide(secretReadChecks, { secret }) };
  });
}

const newBaseline = ({ secret, decision }: Judged) =>
  decision.allowed && secret?.baseline === null ? [{ secretId: secret.id, version: secret.version }] : [];

function statusOf({ secret, decision }: Judged): ChangeStatus | null {
  if (!decision.allowed) return decision.reason === "secret_deleted" ? "deleted" : "access_denied";
  return secret !== null && secret.baseline !== null && secret.version > secret.baseline ? "changed" : null;
}
