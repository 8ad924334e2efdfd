import { inTransaction, type Transaction } from "#db/client.ts";
import { findMachineCollision } from "#db/queries/delivery-collisions.ts";
import { deleteGrants, insertGrants, isAttached, listLiveGrants } from "#db/queries/machine-access.ts";
import { lockMachine } from "#db/queries/machine-locks.ts";
import { lockScope, type ScopedSecret } from "#db/queries/token-scope.ts";
import { lockVaultNames } from "#db/queries/vault-names.ts";
import type { SetGrantsInput } from "#lib/contract/machines.ts";
import { AppError, fieldError } from "#lib/errors.ts";
import { nameProblem } from "#lib/naming/secret-name.ts";
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
    const wanted = await lockWanted(tx, vaultId, input);
    if (!(await isAttached(tx, machineId, projectId)))
      throw new AppError("conflict", { message: "Attach the machine to this project first." });
    const before = await listLiveGrants(tx, machineId, projectId);
    const [had, has] = [idsOf(before), idsOf(wanted)];
    const given = wanted.filter(({ id }) => !had.has(id));
    const taken = before.filter(({ id }) => !has.has(id));
    if (given.length > 0) refuseWidening(machine);
    await deleteGrants(tx, machineId, [...idsOf(taken)]);
    await insertGrants(tx, machineId, [...idsOf(given)]);
    if (given.length > 0) await refuseUndeliverable(tx, vaultId, machineId, given);
    await recordEvents(tx, ctx, [
      ...taken.map((secret) => grantEvent("machine.secret_ungranted", machine, secret)),
      ...given.map((secret) => grantEvent("machine.secret_granted", machine, secret)),
    ]);
  });
  return { id: machineId };
}

const idsOf = (secrets: readonly { readonly id: string }[]) => new Set(secrets.map(({ id }) => id));

async function lockWanted(
  tx: Transaction,
  vaultId: string,
  { projectId, secretIds }: SetGrantsInput,
): Promise<ScopedSecret[]> {
  const wanted = [...new Set(secretIds)];
  const found = await lockScope(tx, vaultId, { projectIds: [projectId], secretIds: wanted });
  if (found.projects.length === 0) throw new AppError("not_found");
  const mine = found.secrets.filter((secret) => secret.projectId === projectId);
  if (mine.length < wanted.length)
    throw fieldError(
      "secretIds",
      "A chosen secret is not in this project any more. Reload the page and choose again.",
    );
  return mine;
}

/** What would not arrive, or not arrive as itself (DESIGN D12), of all that the machine holds now. */
async function refuseUndeliverable(
  tx: Transaction,
  vaultId: string,
  machineId: string,
  given: readonly ScopedSecret[],
): Promise<void> {
  for (const { name, fieldNames, projectName } of given) {
    const problem = nameProblem(name, fieldNames);
    if (problem) throw fieldError("secretIds", `${name} of ${projectName} cannot be delivered. ${problem}`);
  }
  const collision = await findMachineCollision(tx, vaultId, machineId);
  if (collision === null) return;
  const { variable, first, second } = collision;
  throw fieldError(
    "secretIds",
    `${first} and ${second} would both arrive as ${variable}. Leave one out or rename it.`,
  );
}
