import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askDatabase } from "#db/testing/database-witness.ts";
import { claimServer, type Owner } from "#e2e/owner.ts";
import { registerMachine } from "#e2e/register-machine.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import { startPostgres } from "#server/launch/postgres.mjs";

/** An empty database, and what processes over it are started with. */
export async function emptyDatabase() {
  const dataDir = mkdtempSync(join(tmpdir(), "sikkerkey-races-"));
  const postgres = await startPostgres({ dataDir });
  const env = {
    SIKKERKEY_ROOT_KEY: randomBytes(32).toString("base64"),
    DATABASE_URL: postgres.appUrl,
    DATABASE_MIGRATION_URL: postgres.ownerUrl,
  };
  const database = askDatabase(postgres.ownerUrl);
  return {
    database,
    startTwo: () => Promise.all([startServer({ env }), startServer({ env })]),
    async stop() {
      await database.end();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Two processes over one database, with one secret that machines may read. */
export async function twoProcesses() {
  const { database, startTwo, stop } = await emptyDatabase();
  const processes = await startTwo();
  const owner = await claimEither(processes);
  const { vault } = await owner.query<{ vault: { id: string } }>("account.me");
  const { id: projectId } = await owner.mutate<{ id: string }>("projects.create", { name: "Races" });
  const content = { kind: "single", value: randomBytes(16).toString("hex") };
  const secret = { projectId, name: "DATABASE_URL", content };
  const { id: secretId } = await owner.mutate<{ id: string }>("secrets.create", secret);
  const registerPath = `/v1/${vault.id}/enroll/register`;
  const makeToken = (maxUses: number) =>
    owner.mutate<{ id: string; token: string }>("tokens.create", {
      ...{ name: `token ${randomBytes(6).toString("hex")}`, projectIds: [projectId], secretIds: [secretId] },
      ...{ tokenLifetimeSeconds: 3600, machineLifetimeSeconds: 3600, maxUses },
    });
  return {
    ...{ database, processes, owner, secretId, value: content.value, registerPath, makeToken },
    enroll: async () => registerMachine(`${owner.url}${registerPath}`, (await makeToken(1)).token),
    /** Starts two more over the same database; the caller stops these. */
    restart: startTwo,
    /** A process that was stopped before says how it ended. */
    async stop() {
      await Promise.all(processes.map((server) => server.stop()));
      await stop();
    },
  };
}

export type TwoProcesses = Awaited<ReturnType<typeof twoProcesses>>;

/** Each start ends the set-up links of earlier ones, so exactly one of the two still counts. */
async function claimEither(processes: readonly RunningServer[]): Promise<Owner> {
  const claims = await Promise.allSettled(processes.map(({ setupLink }) => claimServer(setupLink)));
  const owners = claims.flatMap((claim) => (claim.status === "fulfilled" ? [claim.value] : []));
  if (owners[0] === undefined || owners.length > 1) throw new Error(`${owners.length} set-up links counted`);
  return owners[0];
}
