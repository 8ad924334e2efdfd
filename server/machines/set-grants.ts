import { inTransaction, type Transaction } from "#db/client.ts";
import { findMachineCollision } from "#db/queries/delivery-collisions.ts";
import { deleteGrants, insertGrants, isAttached, listLiveGrants } from "#db/queries/machine-access.ts";
import { lockMachine } from "#db/queries/machine-locks.ts";
import { lockVaultNames } from "#db/queries/vault-names.ts";
import type { SetGrantsInput } from "#lib/contract/machines.ts";
import { AppError, fieldError } from "#lib/errors.ts";
import { lockChosenSecrets } from "../access/lock-chosen-secrets.ts";
import { refuseUndeliverable } from "../access/refuse-undeliverable.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { grantEvent } from "./access-event.ts";
import { refuseWidening } from "./refuse-widening.ts";

/**
 * Makes these the secrets that a machine may read of one project; grants of the trash stay for what comes back. A secret of
 * another project or vault is refused like one that never was, and so are two that would arrive under one variable.
 */
export async function setGrants(ctx: UserContext, input: SetGrantsInput): Promise<{ id: string }> {
  const { machineId, projectId } = input;
  const { vaultId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    await lockVaultNames(tx, vaultId);
    const machine = await lockMachine(tx, vaultId, machineId);
    if (machine === null) throw new AppError("not_found");
    const wanted = await lockChosenSecrets(tx, vaultId, input);
    if (!(await isAttached(tx, machineId, projectId)))
      throw new AppError("conflict", { message: "Attach the machine to this project first." });
    const before = await listLiveGrants(tx, machineId, projectId);
    const [had, has] = [idsOf(before), idsOf(wanted)];
    const given = wanted.filter(({ id }) => !had.has(id));
    const taken = before.filter(({ id }) => !has.has(id));
    if (given.length > 0) refuseWidening(machine);
    await deleteGrants(tx, machineId, [...idsOf(taken)]);
    await insertGrants(tx, machineId, [...idsOf(given)]);
    refuseUndeliverable(given);
    if (given.length > 0) await refuseCollision(tx, vaultId, machineId);
    await recordEvents(tx, ctx, [
      ...taken.map((secret) => grantEvent("machine.secret_ungranted", machine, secret)),
      ...given.map((secret) => grantEvent("machine.secret_granted", machine, secret)),
    ]);
  });
  return { id: machineId };
}

const idsOf = (secrets: readonly { readonly id: string }[]) => new Set(secrets.map(({ id }) => id));

/** Two secrets under one variable, of all that the machine holds now. */
async function refuseCollision(tx: Transaction, vaultId: string, machineId: string): Promise<void> {
  const collision = await findMachineCollision(tx, vaultId, machineId);
  if (collision === null) return;
  const { variable, first, second } = collision;
  throw fieldError(
    "secretIds",
    `${first} and ${second} would both arrive as ${variable}. Leave one out or rename it.`,
  );
}
