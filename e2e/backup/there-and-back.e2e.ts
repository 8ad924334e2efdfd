import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askDatabase } from "#db/testing/database-witness.ts";
import { startPostgres } from "#server/launch/postgres.mjs";
import { claimServer, OWNER, type Owner, visitor } from "../owner.ts";
import { rawRequest } from "../raw-request.ts";
import { requestText, signedLines } from "../raw-signed.ts";
import { type RegisteredMachine, registerMachine } from "../register-machine.ts";
import { type RunningServer, startServer } from "../start-server.ts";
import { halves, killUnderWay, maintain, start } from "./maintain.ts";

const root = mkdtempSync(join(tmpdir(), "sikkerkey-there-and-back-"));
const [first, second, third] = ["first", "second", "third"].map((name) => join(root, name)) as [
  string,
  string,
  string,
];
const backup = join(root, "backups", "monday");
const rootKeyFile = join(root, "root.key");
const embedded = { SIKKERKEY_DATA_DIR: first };

// A server of somebody else's, as far as the product can tell.
const outsideDir = join(root, "outside");
const outside = await startPostgres({ dataDir: outsideDir });
const outsideDatabase = askDatabase(outside.ownerUrl);
const outsideEnv = {
  SIKKERKEY_DATA_DIR: second,
  SIKKERKEY_ROOT_KEY_FILE: rootKeyFile,
  DATABASE_URL: outside.appUrl,
  DATABASE_MIGRATION_URL: outside.ownerUrl,
};

let server: RunningServer;
let owner: Owner;
let machine: RegisteredMachine;
let secretId = "";
const value = "gr\u00fc\u00df\n\t\\N \u2028'\"";

beforeAll(async () => {
  mkdirSync(join(root, "backups"));
  server = await startServer({ dataDir: first });
  owner = await claimServer(server.setupLink);
  const { vault } = await owner.query<{ vault: { id: string } }>("account.me");
  const project = await owner.mutate<{ id: string }>("projects.create", { name: "Payments" });
  const content = { kind: "single", value };
  secretId = (
    await owner.mutate<{ id: string }>("secrets.create", {
      projectId: project.id,
      name: "DATABASE_URL",
      content,
    })
  ).id;
  const { token } = await owner.mutate<{ token: string }>("tokens.create", {
    name: "backup",
    projectIds: [project.id],
    secretIds: [secretId],
    tokenLifetimeSeconds: 86_400,
    machineLifetimeSeconds: 86_400,
    maxUses: 1,
  });
  machine = await registerMachine(`${server.url}/v1/${vault.id}/enroll/register`, token);
});
afterAll(async () => {
  await server?.stop();
  await outsideDatabase.end();
  await outside.stop();
  rmSync(root, { recursive: true, force: true });
});

const aRead = () => {
  const path = `/v1/secret/${secretId}`;
  return requestText(`GET ${path}`, signedLines(machine, { path }));
};

const send = async (request: string) => {
  const { status, body } = await rawRequest(server.port, request);
  return { status, value: status === 200 ? JSON.parse(Buffer.from(body, "latin1").toString()).value : null };
};
const released = { status: 200, value };

const noTables = async () => {
  const [row] = await outsideDatabase.run(`select count(*)::int as count from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`);
  return row?.["count"] === 0;
};

let afterTheBackup = "";

test("a backup that was killed has no name, and the next one is taken beside a server at work", async () => {
  const killed = start("backup", [backup], embedded);
  await killUnderWay(killed, () => halves(backup).length > 0);
  expect(existsSync(backup)).toBe(false);
  const [half = ""] = halves(backup);
  const refused = await maintain("restore", [half], {
    ...outsideEnv,
    SIKKERKEY_ROOT_KEY_FILE: join(first, "root.key"),
  });
  expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(/is no finished backup/)]);

  expect(await send(aRead())).toEqual(released);
  const taken = await maintain("backup", [backup], embedded);
  expect([taken.code, taken.err]).toEqual([0, ""]);
  expect(taken.out).toMatch(/^\d+ rows of \d+ tables and 2 packages .* are in /);
  expect(taken.out).toContain(`keep a copy of ${join(first, "root.key")} in another place`);
  afterTheBackup = aRead();
  expect(await send(afterTheBackup)).toEqual(released);
  const verified = await maintain("backup", ["--verify", backup], embedded);
  expect([verified.code, verified.out]).toEqual([
    0,
    expect.stringMatching(/ is whole: .*; a value of 1 vault opens\.\n$/),
  ]);
});

test("from the embedded database to an outside one: killed half-way nothing is there, then all of it", async () => {
  cpSync(join(first, "root.key"), rootKeyFile);
  expect(await server.stop()).toBe(0);
  const killed = start("restore", [backup], outsideEnv);
  await killUnderWay(killed, async () => {
    const [at] = await outsideDatabase.run(
      "select from pg_stat_activity where application_name = 'sikkerkey-load' and query ilike 'create table%'",
    );
    return at !== undefined;
  });
  expect(await noTables()).toBe(true);
  const other = {
    ...outsideEnv,
    SIKKERKEY_ROOT_KEY_FILE: "",
    SIKKERKEY_ROOT_KEY: Buffer.alloc(32, 1).toString("base64"),
  };
  const refused = await maintain("restore", [backup], other);
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringMatching(/^The root key does not belong to this backup; /),
  ]);
  expect(await noTables()).toBe(true);

  const restored = await maintain("restore", [backup], outsideEnv);
  expect([restored.code, restored.err]).toEqual([0, ""]);
  const again = await maintain("restore", [backup], outsideEnv);
  expect([again.code, again.err]).toEqual([1, expect.stringMatching(/^The database is not empty; /)]);
});

test("the restored server knows the old requests, people and machines, and lets no old request or session in (FI-19)", async () => {
  server = await startServer({ dataDir: second, env: outsideEnv });
  expect(server.setupLink).toBe(null);
  expect((await send(afterTheBackup)).status).toBe(401);
  expect(await send(aRead())).toEqual(released);
  const rows = await outsideDatabase.run(
    "select action from audit_events where action in ('secret.read', 'vault.restored') order by id",
  );
  expect(rows.map(({ action }) => action)).toEqual(["secret.read", "vault.restored", "secret.read"]);
  expect(await outsideDatabase.run("select from sessions")).toEqual([]);
  const person = visitor(server.url);
  await person.signIn(OWNER.email, OWNER.password);
  expect(await person.query("account.me")).toMatchObject({ email: OWNER.email });
});

test("and from the outside database to an embedded one", async () => {
  const folder = join(root, "backups", "tuesday");
  expect((await maintain("backup", [folder], outsideEnv)).code).toBe(0);
  expect(await server.stop()).toBe(0);
  const env = { SIKKERKEY_DATA_DIR: third, SIKKERKEY_ROOT_KEY_FILE: rootKeyFile };
  const lacking = await maintain("restore", [folder], { SIKKERKEY_DATA_DIR: third });
  expect([lacking.code, lacking.err]).toEqual([
    1,
    expect.stringMatching(/root\.key cannot be read \(ENOENT\)/),
  ]);
  expect((await maintain("restore", [folder], env)).code).toBe(0);
  server = await startServer({ dataDir: third, env });
  expect(await send(aRead())).toEqual(released);
});
