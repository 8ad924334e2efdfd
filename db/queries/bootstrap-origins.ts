import { and, eq, sql } from "drizzle-orm";
import type { BootstrapTokenStatusView } from "#lib/contract/bootstrap.ts";
import type { Executor } from "../client.ts";
import { bootstrapTokens } from "../schema/bootstrap-tokens.ts";
import { machines } from "../schema/machines.ts";
import { users } from "../schema/users.ts";

/** Who made the token that a machine registered with, and for what; null for a machine that came another way. */
export async function findBootstrapOrigin(db: Executor, vaultId: string, machineId: string) {
  const [row] = await db
    .select({
      createdBy: users.name,
      createdAt: bootstrapTokens.createdAt,
      description: bootstrapTokens.description,
      lifetimeSeconds: bootstrapTokens.machineLifetimeSeconds,
    })
    .from(machines)
    .innerJoin(bootstrapTokens, eq(bootstrapTokens.id, machines.bootstrapTokenId))
    .leftJoin(users, eq(users.id, bootstrapTokens.createdBy))
    .where(and(eq(machines.id, machineId), eq(machines.vaultId, vaultId)));
  return row ?? null;
}

/** Whether a token still waits, and the machine that used it; null when the vault has no such token. */
export async function findBootstrapStatus(db: Executor, vaultId: string, tokenId: string) {
  const [row] = await db
    .select({
      state: sql<BootstrapTokenStatusView["state"]>`case
        when ${bootstrapTokens.usedAt} is not null then 'used'
        when ${bootstrapTokens.revokedAt} is not null then 'revoked'
        when ${bootstrapTokens.expiresAt} <= clock_timestamp() then 'expired'
        else 'open' end`,
      secondsLeft: sql<number>`greatest(0,
        floor(extract(epoch from ${bootstrapTokens.expiresAt} - clock_timestamp())))::int`,
      machineId: machines.id,
    })
    .from(bootstrapTokens)
    .leftJoin(
      machines,
      and(eq(machines.bootstrapTokenId, bootstrapTokens.id), eq(machines.vaultId, bootstrapTokens.vaultId)),
    )
    .where(and(eq(bootstrapTokens.id, tokenId), eq(bootstrapTokens.vaultId, vaultId)));
  return row ?? null;
}
