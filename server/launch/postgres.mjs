import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, isFree } from "./free-port.mjs";
import { LaunchError } from "./launch-error.mjs";
import { usableBinaries } from "./postgres-binaries.mjs";
import { keptPasswords, prepareCluster } from "./postgres-cluster.mjs";
import { choosePostgresUser } from "./postgres-user.mjs";
import { endOrphan, spawnPostmaster } from "./postmaster.mjs";
import { pause } from "./wait.mjs";

const HOST = "127.0.0.1";
const RETRY_MS = 10_000;
// What PostgreSQL says while a killed predecessor is still being cleared away.
const PREDECESSOR = /lock file|shared memory block|another postmaster/;
const PORT_TAKEN = /Address already in use|could not create any TCP\/IP sockets|could not bind/;

/**
 * Starts the embedded PostgreSQL over `dataDir`, which the caller has locked: real binaries from npm, this machine only.
 * A named port is kept whatever happens; otherwise it is that of the last start where it is free.
 * Returns the connection texts of its two roles, `stop()`, and `exited`, which resolves when it ends for any reason.
 */
export async function startPostgres({
  dataDir: folder,
  settings = {},
  mayCreateDatabases = false,
  port: wanted,
}) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const dataDir = realpathSync(folder);
  const pgData = join(dataDir, "postgres");
  const user = choosePostgresUser(dataDir, pgData);
  const bin = usableBinaries(dataDir, user.account);
  await endOrphan(pgData);
  const passwords = prepareCluster({ pgData, dataDir, bin, user, mayCreateDatabases });
  const logFile = join(dataDir, "postgres.log");
  const { port, server } = await startOnSomePort(
    { pgData, bin, user, logFile, settings },
    { dataDir, wanted },
  );
  return {
    ownerUrl: urlOf("sikkerkey_owner", passwords.owner, port),
    appUrl: urlOf("sikkerkey_app", passwords.app, port),
    stop: server.stop,
    exited: server.exited,
  };
}

/** The owner's connection text on the server that runs over this folder already. */
export function runningOwnerUrl(dataDir) {
  const port = Number(readFileSync(portFile(dataDir), "utf8"));
  return urlOf("sikkerkey_owner", keptPasswords(dataDir).owner, port);
}

const urlOf = (role, password, port) => `postgres://${role}:${password}@${HOST}:${port}/sikkerkey`;

async function startOnSomePort(options, { dataDir, wanted }) {
  const end = performance.now() + RETRY_MS;
  for (let port = wanted ?? (await keptPort(dataDir)); ; ) {
    const server = spawnPostmaster({ ...options, port });
    const reason = await server.ready;
    if (reason === null) return { port, server };
    await server.stop();
    if (performance.now() > end || !(PREDECESSOR.test(reason) || PORT_TAKEN.test(reason)))
      throw new LaunchError(
        `The embedded PostgreSQL does not start (${reason}); look into ${options.logFile}, or set DATABASE_URL to a PostgreSQL server.`,
      );
    if (PORT_TAKEN.test(reason) && wanted === undefined) port = await newPort(dataDir);
    else await pause(250);
  }
}

/** The port of the last start, for as long as nobody else took it: connection texts in open shells stay true. */
async function keptPort(dataDir) {
  const file = portFile(dataDir);
  const kept = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  const isUsable = Number.isInteger(kept) && kept > 1023 && kept < 65536 && (await isFree(kept, HOST));
  return isUsable ? kept : newPort(dataDir);
}

async function newPort(dataDir) {
  const port = await freePort(HOST);
  writeFileSync(portFile(dataDir), `${port}\n`, { mode: 0o600 });
  chmodSync(portFile(dataDir), 0o600);
  return port;
}

const portFile = (dataDir) => join(dataDir, "postgres-port");
