import { and, eq, inArray, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Transaction } from "../client.ts";
import { grants, machines } from "../schema/machines.ts";
import { projects } from "../schema/projects.ts";
import { secrets, secretVariables } from "../schema/secrets.ts";
import { enrollmentTokenSecrets, enrollmentTokens } from "../schema/tokens.ts";

export type DeliveryCollision = {
  readonly variable: string;
  readonly otherName: string;
  readonly otherProject: string;
  readonly receiver: "token" | "machine";
  readonly receiverName: string;
};

type Delivery = { readonly secretId: string; readonly variables: readonly string[] };

/**
 * Who would receive two values under one variable if the secret delivered these: an enrollment token or a machine that holds
 * it together with another live secret, of any project. Call it with the vault's names locked.
 */
export async function findDeliveryCollision(
  tx: Transaction,
  vaultId: string,
  delivery: Delivery,
): Promise<DeliveryCollision | null> {
  return (
    (await collisionThroughToken(tx, vaultId, delivery)) ??
    (await collisionThroughMachine(tx, vaultId, delivery))
  );
}

const other = {
  variable: secretVariables.variable,
  otherName: secrets.name,
  otherProject: projects.name,
};

const claims = ({ secretId, variables }: Delivery) =>
  and(ne(secretVariables.secretId, secretId), inArray(secretVariables.variable, [...variables]));

async function collisionThroughToken(tx: Transaction, vaultId: string, delivery: Delivery) {
  const [mine, theirs] = [alias(enrollmentTokenSecrets, "mine"), alias(enrollmentTokenSecrets, "theirs")];
  const [hit] = await tx
    .select({ ...other, receiverName: enrollmentTokens.name })
    .from(mine)
    .innerJoin(enrollmentTokens, eq(enrollmentTokens.id, mine.tokenId))
    .innerJoin(theirs, eq(theirs.tokenId, mine.tokenId))
    .innerJoin(secretVariables, eq(secretVariables.secretId, theirs.secretId))
    .innerJoin(secrets, eq(secrets.id, secretVariables.secretId))
    .innerJoin(projects, eq(projects.id, secrets.projectId))
    .where(
      and(
        eq(mine.secretId, delivery.secretId),
        eq(enrollmentTokens.vaultId, vaultId),
        eq(secrets.vaultId, vaultId),
        claims(delivery),
        // A minute longer than it lives: an enrollment that began in time may still be on its way to its commit.
        sql`${enrollmentTokens.expiresAt} > clock_timestamp() - interval '1 minute'`,
        sql`coalesce(${enrollmentTokens.revokedAt}, 'infinity') > clock_timestamp() - interval '1 minute'`,
        sql`${enrollmentTokens.uses} < ${enrollmentTokens.maxUses}`,
      ),
    )
    .limit(1);
  return hit ? { ...hit, receiver: "token" as const } : null;
}

async function collisionThroughMachine(tx: Transaction, vaultId: string, delivery: Delivery) {
  const [mine, theirs] = [alias(grants, "mine"), alias(grants, "theirs")];
  const [hit] = await tx
    .select({ ...other, receiverName: machines.name })
    .from(mine)
    .innerJoin(machines, eq(machines.id, mine.machineId))
    .innerJoin(theirs, eq(theirs.machineId, mine.machineId))
    .innerJoin(secretVariables, eq(secretVariables.secretId, theirs.secretId))
    .innerJoin(secrets, eq(secrets.id, secretVariables.secretId))
    .innerJoin(projects, eq(projects.id, secrets.projectId))
    .where(
      and(
        eq(mine.secretId, delivery.secretId),
        eq(machines.vaultId, vaultId),
        eq(secrets.vaultId, vaultId),
        claims(delivery),
        // A disabled machine may be enabled again, a temporary one extended; any other that has expired never returns.
        or(
          eq(machines.kind, "temporary"),
          sql`${machines.expiresAt} is null`,
          sql`${machines.expiresAt} > clock_timestamp()`,
        ),
      ),
    )
    .limit(1);
  return hit ? { ...hit, receiver: "machine" as const } : null;
}

/**
 * Two live secrets that a machine would receive under one variable, each with its project, or null. Call it with the vault's
 * names locked and the grants as they would be.
 */
export async function findMachineCollision(
  tx: Transaction,
  vaultId: string,
  machineId: string,
): Promise<{ variable: string; first: string; second: string } | null> {
  const [hit] = await tx
    .select({
      variable: secretVariables.variable,
      labels: sql<
        [string, string]
      >`(array_agg(secrets.name || ' of ' || projects.name order by projects.name))[1:2]`,
    })
    .from(grants)
    .innerJoin(secretVariables, eq(secretVariables.secretId, grants.secretId))
    .innerJoin(secrets, eq(secrets.id, grants.secretId))
    .innerJoin(projects, eq(projects.id, secrets.projectId))
    .where(and(eq(grants.machineId, machineId), eq(secrets.vaultId, vaultId)))
    .groupBy(secretVariables.variable)
    .having(sql`count(*) > 1`)
    .orderBy(secretVariables.variable)
    .limit(1);
  if (!hit) return null;
  const [first, second] = hit.labels;
  return { variable: hit.variable, first, second };
}
