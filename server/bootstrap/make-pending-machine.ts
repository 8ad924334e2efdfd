import { inTransaction, type Transaction } from "#db/client.ts";
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
  const lost = new LostClaim();
  try {
    return await inTransaction(ctx.db, async (tx) => {
      lost.reason = await firstLostClaim(tx, token, machine);
      if (lost.reason !== null) throw lost;
      const name = await insertMachine(tx, ctx, token, machine);
      await recordEvents(tx, ctx, eventsOf(ctx.actor, machine.id, name));
      return { name };
    });
  } catch (error) {
    if (error !== lost || lost.reason === null) throw error;
    return { refusal: lost.reason };
  }
}

/** Thrown to roll the transaction back, which gives the token back; the reason says which claim failed. */
class LostClaim extends Error {
  reason: DenyReason | null = null;
}

async function firstLostClaim(
  tx: Transaction,
  token: FoundBootstrapToken,
  { id, publicKey }: NewRegistration,
): Promise<DenyReason | null> {
  if (!(await hasRoom(tx, token.vaultId, "machines", 1))) return "quota_reached";
  if (!(await takeBootstrapToken(tx, token.id, id))) return "bootstrap_used";
  return (await claimPublicKey(tx, publicKey, id)) ? null : "public_key_known";
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
