import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askDatabase } from "#db/testing/database-witness.ts";
import { type Ask, claimServer, type Owner } from "#e2e/owner.ts";
import { registerMachine } from "#e2e/register-machine.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import { startPostgres } from "#server/launch/postgres.mjs";

/** An empty database, and what processes over it are started with. */
export async function emptyDatabase(more: Readonly<Record<string, string>> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), "sikkerkey-races-"));
  const postgres = await startPostgres({ dataDir });
  const env = {
    SIKKERKEY_ROOT_KEY: randomBytes(32).toString("base64"),
    DATABASE_URL: postgres.appUrl,
    DATABASE_MIGRATION_URL: postgres.ownerUrl,
    ...more,
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

type Front = {
  readonly env?: Readonly<Record<string, string>>;
  /** Puts something in front of the two, and gives the way to ask through it. */
  readonly meet?: (processes: readonly RunningServer[]) => Promise<Ask>;
};

/** Two processes over one database, with one secret that machines may read. */
export async function twoProcesses(front: Front = {}) {
  const world = await emptyDatabase(front.env);
  try {
    return await fill(world, front);
  } catch (error) {
    await world.stop();
    throw error;
  }
}

async function fill(
  { database, startTwo, stop }: Awaited<ReturnType<typeof emptyDatabase>>,
  { meet = async () => fetch }: Front,
) {
  const processes = await startTwo();
  const ask = await meet(processes);
  const owner = await claimEither(processes, ask);
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
    enroll: async () =>
      registerMachine(`${owner.url}${registerPath}`, (await makeToken(1)).token, "runner", ask),
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
async function claimEither(processes: readonly RunningServer[], ask: Ask): Promise<Owner> {
  const claims = await Promise.allSettled(processes.map(({ setupLink }) => claimServer(setupLink, ask)));
  const owners = claims.flatMap((claim) => (claim.status === "fulfilled" ? [claim.value] : []));
  if (owners[0] === undefined || owners.length > 1) throw new Error(`${owners.length} set-up links counted`);
  return owners[0];
}
