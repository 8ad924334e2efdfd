import type { Transaction } from "#db/client.ts";
import { claimPublicKey } from "#db/queries/enrollments.ts";
import {
  type FoundBootstrapToken,
  findMachineOfHost,
  insertPendingMachine,
  isMachineNameTaken,
  takeBootstrapToken,
} from "#db/queries/registrations.ts";
import type { DenyReason } from "#lib/audit-events.ts";
import { recordEvents } from "../audit/record-event.ts";
import type { BootstrapActor, Context } from "../context.ts";
import { distinctMachineName, hostMachineName } from "./host-machine-name.ts";

export type NewRegistration = {
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly hostname: string;
};

/**
 * Everything a registration takes, in the caller's transaction: the token, the key, and a machine that waits for approval.
 * Returns the machine's name, or which claim failed; then the caller must roll back.
 */
export async function makePendingMachine(
  tx: Transaction,
  ctx: Context<BootstrapActor>,
  token: FoundBootstrapToken,
  { id, publicKey, hostname }: NewRegistration,
): Promise<{ readonly name: string } | { readonly refusal: DenyReason }> {
  if (!(await takeBootstrapToken(tx, token.id, id))) return { refusal: "bootstrap_used" };
  if (!(await claimPublicKey(tx, publicKey, id))) return { refusal: "public_key_known" };
  const replaced = await findMachineOfHost(tx, token.vaultId, hostname);
  const name = token.machineName ?? (await nameAfterHost(tx, token.vaultId, { id, hostname, replaced }));
  await insertPendingMachine(tx, {
    id,
    vaultId: token.vaultId,
    kind: token.kind,
    name,
    publicKey,
    hostname,
    sourceIp: ctx.sourceIp,
    bootstrapTokenId: token.id,
    guardrails: token.guardrails,
    replacesMachineId: replaced?.id ?? null,
  });
  await recordEvents(tx, ctx, [
    {
      action: "bootstrap_token.used",
      outcome: "allowed",
      target: { kind: "bootstrap_token", id: token.id, label: ctx.actor.name },
      machineId: id,
    },
    {
      action: "machine.registered",
      outcome: "allowed",
      target: { kind: "machine", id, label: name },
      machineId: id,
    },
  ]);
  return { name };
}

/** The host's next machine keeps the name of the one it replaces; another host of the same name gets a mark of its own. */
async function nameAfterHost(
  tx: Transaction,
  vaultId: string,
  host: { id: string; hostname: string; replaced: { name: string } | null },
): Promise<string> {
  if (host.replaced !== null) return host.replaced.name;
  const name = hostMachineName(host.hostname);
  return (await isMachineNameTaken(tx, vaultId, name))
    ? distinctMachineName(name, host.id.slice(0, 4))
    : name;
}
