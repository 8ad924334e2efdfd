import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LaunchError } from "./launch-error.mjs";

// Data folders do not cross major versions; the packages are pinned to this one.
const MAJOR = "18";
const ENVIRONMENT = { PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC" };

/**
 * A cluster with the database and its two roles, complete or absent: it is made beside and renamed into place. The superuser
 * has a password that nobody keeps; roles are mended in single-user mode, never over the network.
 */
export function prepareCluster({ pgData, dataDir, bin, user, mayCreateDatabases }) {
  const run = (program, args, input) => {
    const [command, rest] = user.wrap(join(bin, program), args);
    return spawnSync(command, rest, { ...user.ids, cwd: bin, env: ENVIRONMENT, input, encoding: "utf8" });
  };
  const passwords = keptPasswords(dataDir);
  if (existsSync(pgData)) {
    assertVersion(pgData);
    if (!passwords) runSql(run, pgData, rolesSql(makePasswords(dataDir), mayCreateDatabases));
  } else {
    const half = `${pgData}.half`;
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { mode: 0o700 });
    if (user.owner) chownSync(half, user.owner.uid, user.owner.gid);
    initialise(run, half, dataDir, user);
    runSql(run, half, rolesSql(makePasswords(dataDir), mayCreateDatabases) + DATABASE_SQL);
    renameSync(half, pgData);
  }
  return keptPasswords(dataDir);
}

function initialise(run, folder, dataDir, user) {
  const passwordFile = join(dataDir, "superuser-password");
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  if (user.owner) chownSync(passwordFile, user.owner.uid, user.owner.gid);
  const options = ["-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-instructions"];
  try {
    const made = run("initdb", ["-D", folder, ...options, `--pwfile=${passwordFile}`]);
    if (made.status !== 0) throw cannotRun("make its database", made);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** One statement a line, which is what single-user mode reads. */
const rolesSql = ({ owner, app }, mayCreateDatabases) =>
  [
    "do $$ begin create role sikkerkey_owner; exception when duplicate_object then null; end $$",
    "do $$ begin create role sikkerkey_app; exception when duplicate_object then null; end $$",
    `alter role sikkerkey_owner login password '${owner}'${mayCreateDatabases ? " createdb" : ""}`,
    `alter role sikkerkey_app login password '${app}'`,
    "",
  ].join("\n");

const DATABASE_SQL = [
  "create database sikkerkey owner sikkerkey_owner",
  "revoke all on database sikkerkey from public",
  "grant connect on database sikkerkey to sikkerkey_app",
  "",
].join("\n");

function runSql(run, folder, sql) {
  const done = run("postgres", ["--single", "-D", folder, "postgres"], sql);
  if (done.status !== 0 || /(ERROR|FATAL|PANIC):/.test(done.stderr)) throw cannotRun("make its roles", done);
}

function cannotRun(what, { error, stderr }) {
  const cause =
    error?.code ?? stderr?.split("\n").find((line) => /error|fatal/i.test(line)) ?? "no reason given";
  const hidden = cause.replace(/'[^']{20,}'/g, "'…'").trim();
  return new LaunchError(
    `The embedded PostgreSQL cannot ${what} (${hidden}); free the cause, or set DATABASE_URL to a PostgreSQL server.`,
  );
}

function assertVersion(pgData) {
  const found = readFileSync(join(pgData, "PG_VERSION"), "utf8").trim();
  if (found === MAJOR) return;
  throw new LaunchError(
    `The database in ${pgData} was made by PostgreSQL ${found} and this release brings ${MAJOR}; start the release that made it.`,
  );
}

const passwordFiles = (dataDir) => ({
  owner: join(dataDir, "database-owner-password"),
  app: join(dataDir, "database-app-password"),
});

/** Of the two roles, or null where they are not both there. */
export function keptPasswords(dataDir) {
  const files = passwordFiles(dataDir);
  if (!existsSync(files.owner) || !existsSync(files.app)) return null;
  const [owner, app] = [files.owner, files.app].map((file) => readFileSync(file, "utf8").trim());
  return /^[0-9a-f]{64}$/.test(owner) && /^[0-9a-f]{64}$/.test(app) ? { owner, app } : null;
}

function makePasswords(dataDir) {
  const made = { owner: randomBytes(32).toString("hex"), app: randomBytes(32).toString("hex") };
  for (const [role, file] of Object.entries(passwordFiles(dataDir))) {
    rmSync(file, { force: true });
    writeFileSync(file, `${made[role]}\n`, { mode: 0o600 });
  }
  return made;
}
