import { and, eq, ne, sql } from "drizzle-orm";
import type { Guardrails } from "#lib/contract/guardrails.ts";
import type { Executor, Transaction } from "../client.ts";
import { machines } from "../schema/machines.ts";

const mine = (vaultId: string, machineId: string) =>
  and(eq(machines.id, machineId), eq(machines.vaultId, vaultId));

const changed = { id: machines.id, name: machines.name, tokenId: machines.enrollmentTokenId };

export type ChangedMachine = {
  readonly id: string;
  readonly name: string;
  readonly tokenId: string | null;
};

/**
 * Whether somebody may hold the machine's key. One that was made here for a container is nobody's before its bundle was
 * downloaded, and never after it has ended otherwise.
 */
const isKeyHandedOut = sql<boolean>`(machines.kind <> 'container' or machines.claim_id is not null or exists (
  select from ended_bundles e where e.machine_id = machines.id and e.ended_as = 'downloaded'))`;

/** What decides whether a change of the machine means anything; null when the vault has no such machine. */
export async function findMachine(db: Executor, vaultId: string, machineId: string) {
  const [row] = await db
    .select({
      kind: machines.kind,
      isExpired: sql<boolean>`coalesce(${machines.expiresAt} <= clock_timestamp(), false)`,
      isKeyHandedOut,
    })
    .from(machines)
    .where(mine(vaultId, machineId));
  return row ?? null;
}

/** Null when nothing changed: another name was not asked for, or there is no such machine. */
export async function updateMachineName(
  tx: Transaction,
  vaultId: string,
  { machineId, name }: { readonly machineId: string; readonly name: string },
): Promise<ChangedMachine | null> {
  const [row] = await tx
    .update(machines)
    .set({ name })
    .where(and(mine(vaultId, machineId), ne(machines.name, name)))
    .returning(changed);
  return row ?? null;
}

/**
 * Takes the row from the reads that hold it, so that each is either released before or refused after (INV-23). Null when
 * nothing changed: it was so already, its time is over, nobody can have its key, or there is no such machine. One that waits
 * for its download is disabled by a person from then on.
 */
export async function setMachineDisabled(
  tx: Transaction,
  vaultId: string,
  { machineId, isDisabled }: { readonly machineId: string; readonly isDisabled: boolean },
): Promise<ChangedMachine | null> {
  const [row] = await tx
    .update(machines)
    .set({ disabledAt: isDisabled ? sql`clock_timestamp()` : null, disabledReason: null })
    .where(
      and(
        mine(vaultId, machineId),
        isDisabled
          ? sql`(${machines.disabledAt} is null or ${machines.disabledReason} = 'awaiting_download')`
          : sql`${machines.disabledAt} is not null and ${isKeyHandedOut}`,
        sql`(${machines.expiresAt} is null or ${machines.expiresAt} > clock_timestamp())`,
      ),
    )
    .returning(changed);
  return row ?? null;
}

/** Null when nothing changed: the machine has these already, or there is no such machine. */
export async function updateGuardrails(
  tx: Transaction,
  vaultId: string,
  { machineId, guardrails }: { readonly machineId: string; readonly guardrails: Guardrails | null },
): Promise<ChangedMachine | null> {
  const [row] = await tx
    .update(machines)
    .set({ guardrails })
    .where(
      and(
        mine(vaultId, machineId),
        sql`${machines.guardrails} is distinct from ${guardrails && JSON.stringify(guardrails)}::text::jsonb`,
      ),
    )
    .returning(changed);
  return row ?? null;
}

/** Removes the machine with its grants and links after the reads under way; its public key stays taken for ever. */
export async function deleteMachineRow(
  tx: Transaction,
  vaultId: string,
  machineId: string,
): Promise<ChangedMachine | null> {
  const [row] = await tx.delete(machines).where(mine(vaultId, machineId)).returning(changed);
  return row ?? null;
}
