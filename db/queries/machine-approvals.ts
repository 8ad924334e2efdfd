import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "../client.ts";
import { machines } from "../schema/machines.ts";
import type { ChangedMachine } from "./machines.ts";

const pending = (vaultId: string, machineId: string) =>
  and(eq(machines.id, machineId), eq(machines.vaultId, vaultId), isNull(machines.approvedAt));

/**
 * Lets a pending machine in; the lifetime of a temporary one, as its token says, begins now. Null when it is not pending any
 * more, or there is no such machine.
 */
export async function approvePending(tx: Transaction, vaultId: string, machineId: string) {
  const lifetime = sql`(select make_interval(secs => b.machine_lifetime_seconds) from bootstrap_tokens b
    where b.id = machines.bootstrap_token_id)`;
  const [row] = await tx
    .update(machines)
    .set({
      approvedAt: sql`clock_timestamp()`,
      expiresAt: sql`case when kind = 'temporary' then clock_timestamp() + ${lifetime} else expires_at end`,
    })
    .where(pending(vaultId, machineId))
    .returning({
      id: machines.id,
      name: machines.name,
      tokenId: machines.enrollmentTokenId,
      kind: machines.kind,
      expiresAt: machines.expiresAt,
      replacesId: machines.replacesMachineId,
    });
  return row ?? null;
}

/**
 * Hands projects, grants and, where the new machine has none of its own, guardrails of the machine it replaces over, and
 * removes that one. Call it with the old row locked. What is being removed for good meanwhile is left out.
 */
export async function replaceMachine(
  tx: Transaction,
  vaultId: string,
  { oldId, newId }: { readonly oldId: string; readonly newId: string },
): Promise<void> {
  await tx.execute(sql`
    insert into machine_projects (machine_id, project_id)
    select ${newId}::uuid, p.id from machine_projects old join projects p on p.id = old.project_id
    where old.machine_id = ${oldId}::uuid and p.vault_id = ${vaultId}
    order by p.id for key share of p
    on conflict do nothing`);
  await tx.execute(sql`
    insert into grants (machine_id, secret_id)
    select ${newId}::uuid, s.id from grants old join secrets s on s.id = old.secret_id
    where old.machine_id = ${oldId}::uuid and s.vault_id = ${vaultId}
    order by s.id for key share of s
    on conflict do nothing`);
  await tx.execute(sql`
    update machines set guardrails = old.guardrails from machines old
    where machines.id = ${newId}::uuid and machines.guardrails is null and old.id = ${oldId}::uuid`);
  await tx.delete(machines).where(and(eq(machines.id, oldId), eq(machines.vaultId, vaultId)));
}

/** Removes a machine that was never let in; its public key stays taken for ever. Null when it is not pending any more. */
export async function deletePending(
  tx: Transaction,
  vaultId: string,
  machineId: string,
): Promise<ChangedMachine | null> {
  const [row] = await tx
    .delete(machines)
    .where(pending(vaultId, machineId))
    .returning({ id: machines.id, name: machines.name, tokenId: machines.enrollmentTokenId });
  return row ?? null;
}
