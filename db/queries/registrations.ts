import { and, eq, sql } from "drizzle-orm";
import type { Guardrails } from "#lib/contract/guardrails.ts";
import type { Executor, Transaction } from "../client.ts";
import { bootstrapTokens } from "../schema/bootstrap-tokens.ts";
import { machines } from "../schema/machines.ts";
import { isMachineLive } from "./live-machine.ts";

/** The bootstrap token behind a hash, whoever's it is; its state by the database's clock. */
export async function findBootstrapToken(db: Executor, tokenHash: Uint8Array) {
  const [row] = await db
    .select({
      id: bootstrapTokens.id,
      vaultId: bootstrapTokens.vaultId,
      kind: bootstrapTokens.kind,
      machineName: bootstrapTokens.machineName,
      guardrails: bootstrapTokens.guardrails,
      isRevoked: sql<boolean>`${bootstrapTokens.revokedAt} is not null`,
      isUsed: sql<boolean>`${bootstrapTokens.usedAt} is not null`,
      isExpired: sql<boolean>`${bootstrapTokens.expiresAt} <= clock_timestamp()`,
    })
    .from(bootstrapTokens)
    .where(eq(bootstrapTokens.tokenHash, tokenHash));
  return row ?? null;
}

export type FoundBootstrapToken = NonNullable<Awaited<ReturnType<typeof findBootstrapToken>>>;

/** The machine this token made from this key within the retry window, unless it was disabled or has ended: a lost answer. */
export async function findRecentRegistration(
  db: Executor,
  registration: { tokenId: string; publicKey: Uint8Array; withinSeconds: number },
) {
  const [row] = await db
    .select({ id: machines.id, name: machines.name, expiresAt: machines.expiresAt })
    .from(machines)
    .where(
      and(
        eq(machines.publicKey, registration.publicKey),
        eq(machines.bootstrapTokenId, registration.tokenId),
        sql`${machines.createdAt} > clock_timestamp() - make_interval(secs => ${registration.withinSeconds}::int)`,
        sql`${machines.disabledAt} is null`,
        sql`(${machines.expiresAt} is null or ${machines.expiresAt} > clock_timestamp())`,
      ),
    );
  return row ?? null;
}

/** Spends the token on this machine, or says that it cannot be spent any more: the update is what makes it single-use. */
export async function takeBootstrapToken(
  tx: Transaction,
  tokenId: string,
  machineId: string,
): Promise<boolean> {
  const taken = await tx
    .update(bootstrapTokens)
    .set({ usedAt: sql`clock_timestamp()`, machineId })
    .where(
      and(
        eq(bootstrapTokens.id, tokenId),
        sql`${bootstrapTokens.usedAt} is null`,
        sql`${bootstrapTokens.revokedAt} is null`,
        sql`${bootstrapTokens.expiresAt} > clock_timestamp()`,
      ),
    )
    .returning({ id: bootstrapTokens.id });
  return taken.length === 1;
}

/** The newest machine of the same host that may read now, other than an ephemeral one: what a registration would replace. */
export async function findMachineOfHost(tx: Transaction, vaultId: string, hostname: string) {
  const [row] = await tx
    .select({ id: machines.id, name: machines.name })
    .from(machines)
    .where(
      and(
        eq(machines.vaultId, vaultId),
        // DNS does not tell A from a.
        sql`lower(${machines.hostname}) = lower(${hostname})`,
        sql`${machines.kind} in ('long_lived', 'temporary')`,
        isMachineLive,
      ),
    )
    .orderBy(sql`${machines.createdAt} desc, ${machines.id} desc`)
    .limit(1);
  return row ?? null;
}

export async function isMachineNameTaken(tx: Transaction, vaultId: string, name: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: machines.id })
    .from(machines)
    .where(and(eq(machines.vaultId, vaultId), eq(machines.name, name)))
    .limit(1);
  return row !== undefined;
}

type NewMachine = {
  readonly id: string;
  readonly vaultId: string;
  readonly kind: "long_lived" | "temporary";
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly hostname: string;
  readonly sourceIp: string;
  readonly bootstrapTokenId: string;
  readonly guardrails: Guardrails | null;
  readonly replacesMachineId: string | null;
};

/** A machine that reads nothing until a person approves it. Its time, if it has one, is counted from then. */
export async function insertPendingMachine(tx: Transaction, machine: NewMachine): Promise<void> {
  await tx.insert(machines).values(machine);
}
