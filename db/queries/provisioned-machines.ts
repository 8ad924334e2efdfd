import { sql } from "drizzle-orm";
import type { Transaction } from "../client.ts";
import { grants, machineProjects, machines } from "../schema/machines.ts";

type ProvisionedMachine = {
  readonly id: string;
  readonly vaultId: string;
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly hostname: string;
  readonly sourceIp: string;
  readonly ownerId: string;
  /** Counted from now; null for a machine that does not expire. */
  readonly lifetimeSeconds: number | null;
};

/**
 * An approved machine with its project and grants that reads nothing yet: it is disabled until its key is downloaded. The
 * project and the secrets must be locked, and of the vault.
 */
export async function insertProvisionedMachine(
  tx: Transaction,
  { lifetimeSeconds, ...machine }: ProvisionedMachine,
  { projectId, secretIds }: { readonly projectId: string; readonly secretIds: readonly string[] },
): Promise<void> {
  await tx.insert(machines).values({
    ...machine,
    kind: "container",
    approvedAt: sql`now()`,
    disabledAt: sql`now()`,
    disabledReason: "awaiting_download",
    expiresAt: lifetimeSeconds === null ? null : sql`now() + make_interval(secs => ${lifetimeSeconds}::int)`,
  });
  await tx.insert(machineProjects).values({ machineId: machine.id, projectId });
  await tx.insert(grants).values(secretIds.map((secretId) => ({ machineId: machine.id, secretId })));
}
