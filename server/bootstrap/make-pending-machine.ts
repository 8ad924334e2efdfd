import type { Transaction } from "#db/client.ts";
import { claimPublicKey } from "#db/queries/enrollments.ts";
import { hasRoom } from "#db/queries/quotas.ts";
import {
  type FoundBootstrapToken,
  findMachineOfHost,
  insertPendingMachine,
  isMachineNameTaken,
  takeBootstrapToken,
} from "#db/queries/registrations.ts";
import type { AuditEvent, DenyReason } from "#lib/audit-events.ts";
import { takeAll } from "../access/take-all.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { BootstrapActor, Context } from "../context.ts";
import { distinctMachineName, hostMachineName } from "./host-machine-name.ts";

export type NewRegistration = {
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly hostname: string;
};

/**
 * Everything a registration takes, in one transaction: the token, the key, and a machine that waits for approval. Returns
 * the machine's name, or which claim failed; then nothing was taken.
 */
export async function makePendingMachine(
  ctx: Context<BootstrapActor>,
  token: FoundBootstrapToken,
  machine: NewRegistration,
): Promise<{ readonly name: string } | { readonly refusal: DenyReason }> {
  const made = await takeAll(ctx.db, async (tx, refuse) => {
    if (!(await hasRoom(tx, token.vaultId, "machines", 1))) refuse("quota_reached");
    if (!(await takeBootstrapToken(tx, token.id, machine.id))) refuse("bootstrap_used");
    if (!(await claimPublicKey(tx, machine.publicKey, machine.id))) refuse("public_key_known");
    const name = await insertMachine(tx, ctx, token, machine);
    await recordEvents(tx, ctx, eventsOf(ctx.actor, machine.id, name));
    return { name };
  });
  return "taken" in made ? made.taken : made;
}

async function insertMachine(
  tx: Transaction,
  ctx: Context<BootstrapActor>,
  token: FoundBootstrapToken,
  { id, publicKey, hostname }: NewRegistration,
): Promise<string> {
  const { vaultId, kind, guardrails } = token;
  const replaced = await findMachineOfHost(tx, vaultId, hostname);
  // The host's next machine keeps the name of the one it replaces; another host of the name gets a mark of its own.
  const name = token.machineName ?? replaced?.name ?? (await nameAfterHost(tx, vaultId, { id, hostname }));
  await insertPendingMachine(tx, {
    id,
    vaultId,
    kind,
    name,
    publicKey,
    hostname,
    sourceIp: ctx.sourceIp,
    bootstrapTokenId: token.id,
    guardrails,
    replacesMachineId: replaced?.id ?? null,
  });
  return name;
}

async function nameAfterHost(
  tx: Transaction,
  vaultId: string,
  { id, hostname }: { id: string; hostname: string },
): Promise<string> {
  const name = hostMachineName(hostname);
  return (await isMachineNameTaken(tx, vaultId, name)) ? distinctMachineName(name, id.slice(0, 4)) : name;
}

function eventsOf(token: BootstrapActor, machineId: string, name: string): readonly AuditEvent[] {
  const spent = { kind: "bootstrap_token", id: token.tokenId, label: token.name } as const;
  const made = { kind: "machine", id: machineId, label: name } as const;
  return [
    { action: "bootstrap_token.used", outcome: "allowed", target: spent, machineId },
    { action: "machine.registered", outcome: "allowed", target: made, machineId },
  ];
}
