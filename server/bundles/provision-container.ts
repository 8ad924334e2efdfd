import { inTransaction, type Transaction } from "#db/client.ts";
import { insertBundle } from "#db/queries/bundles.ts";
import { claimPublicKey } from "#db/queries/enrollments.ts";
import { insertProvisionedMachine } from "#db/queries/provisioned-machines.ts";
import {
  BUNDLE_SECONDS,
  type ProvisionContainerInput,
  type ProvisionedContainerView,
} from "#lib/contract/bundles.ts";
import { newId, newMachineId } from "#lib/ids.ts";
import { lockContainerPlan } from "../access/lock-container-plan.ts";
import { provisioningEvents } from "../access/provisioning-events.ts";
import { denied } from "../access/reasons.ts";
import { refuseOverQuota } from "../access/refuse-over-quota.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { UserContext } from "../context.ts";
import { makeMachineKey } from "../crypto/machine-key.ts";
import { hashToken, mintToken } from "../crypto/opaque-token.ts";
import { nameContainer } from "./name-container.ts";
import { linkHalf, sealedPlace } from "./sealed-place.ts";

/** Nobody has started it yet, so nobody has said what its host is called. */
const HOSTNAME = "container";

type NewContainer = {
  readonly bundleId: string;
  readonly machineId: string;
  readonly linkSecret: string;
  readonly key: { readonly seed: Uint8Array; readonly publicKey: Uint8Array };
};

/**
 * Makes a container's machine with its key, project and grants, and the bundle that hands the key out once. The machine
 * reads nothing before the download. Returns the link's secret, which is kept nowhere: without it the key cannot be had.
 */
export async function provisionContainer(
  ctx: UserContext,
  input: ProvisionContainerInput,
): Promise<ProvisionedContainerView> {
  const key = makeMachineKey();
  const made = {
    ...{ bundleId: newId("bndl"), machineId: newMachineId(), linkSecret: mintToken("skl") },
    key,
  };
  try {
    return await inTransaction(ctx.db, (tx) => makeContainer(tx, ctx, input, made));
  } finally {
    key.seed.fill(0);
  }
}

async function makeContainer(
  tx: Transaction,
  ctx: UserContext,
  { machineName, machineLifetimeSeconds, ...plan }: ProvisionContainerInput,
  { bundleId, machineId, linkSecret, key }: NewContainer,
): Promise<ProvisionedContainerView> {
  const { vaultId, userId } = ctx.actor;
  await refuseOverQuota(tx, vaultId, "machines");
  const planned = await lockContainerPlan(tx, vaultId, plan);
  const name = machineName ?? (await nameContainer(tx, vaultId));
  if (!(await claimPublicKey(tx, key.publicKey, machineId))) throw denied("public_key_known");
  const machine = { id: machineId, vaultId, name, publicKey: key.publicKey, hostname: HOSTNAME };
  await insertProvisionedMachine(
    tx,
    { ...machine, sourceIp: ctx.sourceIp, ownerId: userId, lifetimeSeconds: machineLifetimeSeconds },
    { projectId: plan.projectId, secretIds: planned.map(({ id }) => id) },
  );
  const place = sealedPlace(vaultId, bundleId);
  const { expiresAt, secondsLeft } = await insertBundle(tx, {
    ...{ id: bundleId, vaultId, machineId, createdBy: userId, lifetimeSeconds: BUNDLE_SECONDS },
    linkHash: hashToken(linkSecret),
    sealed: await ctx.keyring.sealSplit(tx, place, linkHalf(linkSecret), key.seed),
  });
  const given = { projectIds: [plan.projectId], secrets: planned };
  await recordEvents(tx, ctx, provisioningEvents({ id: machineId, name }, given));
  return {
    ...{ bundleId, linkSecret, expiresAt: expiresAt.toISOString(), secondsLeft },
    machine: { id: machineId, name },
    secrets: planned.map(({ id, name, fieldNames }) => ({ id, name, fieldNames })),
  };
}
