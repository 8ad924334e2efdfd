import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "../client.ts";
import { secrets, secretVariables } from "../schema/secrets.ts";

export type SecretNames = {
  readonly id: string;
  readonly projectId: string;
  readonly variables: readonly string[];
};

/** A variable that could not be claimed: another live secret of the project delivers it. */
export type TakenVariable = {
  readonly secretId: string;
  readonly variable: string;
  readonly holder: string;
};

/**
 * Claims the variables of live secrets of one project, one statement for any number. The table's key decides, however many
 * callers race; what is taken comes back with its holder, and then the caller rolls back.
 */
export async function claimVariables(
  tx: Transaction,
  vaultId: string,
  claims: readonly SecretNames[],
): Promise<TakenVariable[]> {
  const rows = claims
    .flatMap(({ id, projectId, variables }) =>
      variables.map((variable) => ({ secretId: id, projectId, variable })),
    )
    // One order for everyone: two imports cannot wait for each other.
    .sort((one, other) => (one.variable < other.variable ? -1 : 1));
  if (rows.length === 0) return [];
  const claimed = await tx
    .insert(secretVariables)
    .values(rows)
    .onConflictDoNothing()
    .returning({ secretId: secretVariables.secretId, variable: secretVariables.variable });
  if (claimed.length === rows.length) return [];
  const got = new Set(claimed.map(({ secretId, variable }) => `${secretId} ${variable}`));
  const missed = rows.filter(({ secretId, variable }) => !got.has(`${secretId} ${variable}`));
  const holders = await findHolders(tx, vaultId, missed);
  return missed.map(({ secretId, variable }) => ({
    secretId,
    variable,
    holder: holders.get(variable) ?? "another secret",
  }));
}

async function findHolders(
  tx: Transaction,
  vaultId: string,
  missed: readonly { projectId: string; variable: string }[],
): Promise<Map<string, string>> {
  const rows = await tx
    .select({ variable: secretVariables.variable, name: secrets.name })
    .from(secretVariables)
    .innerJoin(secrets, eq(secrets.id, secretVariables.secretId))
    .where(
      and(
        eq(secrets.vaultId, vaultId),
        inArray(secretVariables.projectId, [...new Set(missed.map(({ projectId }) => projectId))]),
        inArray(
          secretVariables.variable,
          missed.map(({ variable }) => variable),
        ),
      ),
    );
  return new Map(rows.map(({ variable, name }) => [variable, name]));
}

/** Gives up every variable of a secret: before new ones are claimed, or because it goes to the trash. */
export async function releaseVariables(tx: Transaction, vaultId: string, secretId: string): Promise<void> {
  const mine = tx
    .select({ id: secrets.id })
    .from(secrets)
    .where(and(eq(secrets.id, secretId), eq(secrets.vaultId, vaultId)));
  await tx.delete(secretVariables).where(inArray(secretVariables.secretId, mine));
}
