import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DatabaseWitness, watchDatabase } from "#db/testing/database-witness.ts";
import { claimServer, OWNER, type Owner } from "#e2e/owner.ts";
import { PageClient } from "#e2e/page-client.ts";
import type { Signer } from "#e2e/raw-signed.ts";
import { registerMachine } from "#e2e/register-machine.ts";
import { type RunningServer, startServer } from "#e2e/start-server.ts";
import { startPostgres } from "#server/launch/postgres.mjs";

/** The proxies that both servers believe. */
export const PROXY = "127.0.0.9";
const TRUSTED = `${PROXY}/32, 10.0.0.0/8`;

export type Secret = { readonly id: string; readonly name: string; readonly value: string };
export type Token = { readonly id: string; readonly token: string };

/** Two processes over one database: what an attack is aimed at. */
export type Field = {
  /** The gate calls its handlers itself. */
  readonly direct: RunningServer;
  /** Every request goes through Next's own route. */
  readonly throughNext: RunningServer;
  readonly witness: DatabaseWitness;
  readonly owner: Owner;
  /** Cookie header of a signed-in browser. */
  readonly cookie: string;
  readonly vaultId: string;
  readonly project: { readonly id: string };
  readonly emptyProject: { readonly id: string };
  readonly secret: Secret;
  /** Of the same project, granted to nobody. */
  readonly ungranted: Secret;
  readonly machine: Signer;
  /** A token for `secret` with these limits. */
  makeToken(policy?: object): Promise<Token>;
  enroll(token?: Token): Promise<Signer & { readonly publicKey: string }>;
  makeSecret(name: string): Promise<Secret>;
  /** Ends both and starts them again on their ports. */
  restart(): Promise<Pick<Field, "direct" | "throughNext">>;
  stopDatabase(): Promise<void>;
  stop(): Promise<void>;
};

/** The field as one row sees it. */
export type Ground = Field & { readonly server: RunningServer; readonly other: RunningServer };

export async function makeField(): Promise<Field> {
  const dataDir = mkdtempSync(join(tmpdir(), "sikkerkey-attacks-"));
  const database = await startPostgres({ dataDir });
  const env = {
    SIKKERKEY_ROOT_KEY: randomBytes(32).toString("base64"),
    DATABASE_URL: database.appUrl,
    DATABASE_MIGRATION_URL: database.ownerUrl,
    TRUSTED_PROXIES: TRUSTED,
  };
  const start = (fastPath: "1" | "0", port?: number) =>
    startServer({
      env: { ...env, SIKKERKEY_GATE_FAST_PATH: fastPath },
      ...(port === undefined ? {} : { port }),
    });
  let direct = await start("1");
  const witness = await watchDatabase(database.ownerUrl);
  const owner = await claimServer(direct.setupLink);
  let throughNext = await start("0");
  // Next adds its upgrade listener at its first request; every attack comes after it.
  await Promise.all([direct, throughNext].map(({ url }) => fetch(`${url}/sign-in`)));

  const browser = new PageClient(direct.url);
  await browser.signIn(OWNER.email, OWNER.password);
  const { vault } = await owner.query<{ vault: { id: string } }>("account.me");
  const project = await owner.mutate<{ id: string }>("projects.create", { name: "Field" });
  const emptyProject = await owner.mutate<{ id: string }>("projects.create", { name: "Empty" });
  const makeSecret = async (name: string): Promise<Secret> => {
    const value = randomBytes(16).toString("hex");
    const content = { kind: "single", value };
    const { id } = await owner.mutate<{ id: string }>("secrets.create", {
      projectId: project.id,
      name,
      content,
    });
    return { id, name, value };
  };
  const secret = await makeSecret("DATABASE_URL");
  const ungranted = await makeSecret("NOT_FOR_MACHINES");
  const makeToken = (policy: object = {}) =>
    owner.mutate<Token>("tokens.create", {
      name: `token ${randomBytes(6).toString("hex")}`,
      projectIds: [project.id],
      secretIds: [secret.id],
      tokenLifetimeSeconds: 3600,
      machineLifetimeSeconds: 3600,
      maxUses: 1000,
      ...policy,
    });
  const shared = await makeToken();
  const enroll = ({ token }: Token = shared) =>
    registerMachine(`${direct.url}/v1/${vault.id}/enroll/register`, token);
  return {
    direct,
    throughNext,
    witness,
    owner,
    cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    vaultId: vault.id,
    project,
    emptyProject,
    secret,
    ungranted,
    machine: await enroll(),
    makeToken,
    enroll,
    makeSecret,
    async restart() {
      const ports = [direct.port, throughNext.port] as const;
      await Promise.all([direct.stop(), throughNext.stop()]);
      [direct, throughNext] = await Promise.all([start("1", ports[0]), start("0", ports[1])]);
      return { direct, throughNext };
    },
    stopDatabase: () => database.stop(),
    async stop() {
      await witness.end();
      await Promise.all([direct.stop(), throughNext.stop()]);
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
