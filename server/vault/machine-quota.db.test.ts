import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { provisionContainerInput } from "#lib/contract/bundles.ts";
import { setMachineQuotaInput } from "#lib/contract/vault.ts";
import { QUOTAS } from "#lib/quotas.ts";
import { provisionContainer } from "../bundles/provision-container.ts";
import type { UserContext } from "../context.ts";
import { enrollMachine } from "../enrollment/enroll-machine.ts";
import { deleteMachine } from "../machines/delete-machine.ts";
import { aStoredMachine } from "../testing/a-machine.ts";
import { aScope, aStoredToken } from "../testing/a-token.ts";
import { eventsOf } from "../testing/events-of.ts";
import { aContext, aUserContext } from "../testing/fixtures.ts";
import { rounds } from "../testing/rounds.ts";
import { aKey } from "../testing/test-machine.ts";
import { getVaultSettings } from "./get-vault-settings.ts";
import { setMachineQuota } from "./set-machine-quota.ts";

const world = await testDatabase({ max: 24 });

/** A vault, and the two ways in which machines come to it at once. */
async function aVault() {
  const ctx = await aUserContext(world);
  const scope = await aScope(ctx);
  const input = { projectId: scope.projectIds[0], secretIds: scope.secretIds };
  const { plaintext } = await aStoredToken(ctx, { ...scope, maxUses: 100 });
  return {
    ctx,
    provision: () => provisionContainer(ctx, provisionContainerInput.parse(input)),
    enroll: () => {
      const key = { publicKey: aKey().base64, hostname: "runner" };
      return enrollMachine(aContext(world), ctx.actor.vaultId, { token: plaintext, ...key });
    },
  };
}
const liveIn = async (ctx: UserContext) => (await getVaultSettings(ctx)).liveMachineCount;

test("a vault holds what the product allows until its people say less, and each change is in the log", async () => {
  const { ctx } = await aVault();
  const { vaultId: id } = ctx.actor;
  const product = QUOTAS.machines.max;
  const name = `Vault of ${ctx.actor.userId}`;
  expect(await getVaultSettings(ctx)).toEqual({
    ...{ id, name, maxMachines: null, machineQuota: product, liveMachineCount: 0 },
  });
  await setMachineQuota(ctx, { maxMachines: 5 });
  await setMachineQuota(ctx, { maxMachines: 5 });
  await aStoredMachine(ctx, { disabledAt: new Date() });
  expect(await getVaultSettings(ctx)).toMatchObject({ maxMachines: 5, machineQuota: 5, liveMachineCount: 1 });
  await setMachineQuota(ctx, { maxMachines: null });
  expect(await getVaultSettings(ctx)).toMatchObject({ maxMachines: null, machineQuota: product });
  const changes = await eventsOf(ctx, id);
  expect(changes).toMatchObject([
    { action: "vault.machine_quota_changed", label: name, actorId: ctx.actor.userId },
    { action: "vault.machine_quota_changed" },
  ]);
  expect(changes).toHaveLength(2);
});

test("of forty containers and runners that reach for the last three places three get one, and a neighbour has room", async () => {
  for (let round = 0; round < Math.ceil(rounds.races / 5); round++) {
    const [{ ctx, provision, enroll }, neighbour] = [await aVault(), await aVault()];
    await setMachineQuota(ctx, { maxMachines: 4 });
    await aStoredMachine(ctx);
    const many = Array.from({ length: 20 }, () => [provision(), enroll()]).flat();
    const settled = await Promise.allSettled([...many, neighbour.provision()]);
    const refused = settled.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(refused).toHaveLength(37);
    for (const error of refused) expect(error).toMatchObject({ code: "quota_reached", status: 403 });
    expect(await liveIn(ctx)).toBe(4);
  }
});

test("the refusal says the number that was set and what to do; a machine that goes makes room, so does a higher number", async () => {
  const { ctx, provision } = await aVault();
  await setMachineQuota(ctx, { maxMachines: 1 });
  const { machine } = await provision();
  await expect(provision()).rejects.toThrow(
    "This vault is set to hold at most 1 machine. Delete those that are gone, or wait until some expire. Or raise the number under Settings.",
  );
  await deleteMachine(ctx, { machineId: machine.id });
  await provision();
  await setMachineQuota(ctx, { maxMachines: 2 });
  await provision();
  await setMachineQuota(ctx, { maxMachines: 1 });
  expect(await liveIn(ctx)).toBe(2);
  await expect(provision()).rejects.toMatchObject({ code: "quota_reached" });
});

test("whoever raises or lowers the number while others provision settles with them", async () => {
  const { ctx, provision } = await aVault();
  await setMachineQuota(ctx, { maxMachines: 1 });
  await provision();
  const acts = [provision, () => setMachineQuota(ctx, { maxMachines: 2 }), provision, provision];
  await Promise.allSettled(acts.map((act) => act()));
  expect(await liveIn(ctx)).toBeLessThanOrEqual(2);
  await Promise.allSettled([provision(), provision()]);
  expect(await liveIn(ctx)).toBe(2);
});

test.each([0, -1, 1.5, QUOTAS.machines.max + 1, "5", undefined])(
  "%s machines is no number to set",
  (maxMachines) => {
    expect(setMachineQuotaInput.safeParse({ maxMachines }).success).toBe(false);
  },
);

test("a change that cannot be recorded is not made", async () => {
  const { ctx } = await aVault();
  await expect(setMachineQuota({ ...ctx, requestId: "\0" }, { maxMachines: 3 })).rejects.toThrow();
  expect(await getVaultSettings(ctx)).toMatchObject({ maxMachines: null });
});
