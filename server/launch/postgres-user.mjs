import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { accountOf, serviceAccount } from "./accounts.mjs";
import { LaunchError } from "./launch-error.mjs";
import { letPass, mayTraverse } from "./traverse.mjs";

const ROOT = { uid: 0, gid: 0 };
const unchanged = (command, args) => [command, args];

/**
 * Who runs PostgreSQL, which refuses to run as root. Whoever owns an existing database keeps running it.
 * `account` must be able to reach the files (null: this process), `owner` gets them (null: leave them), `ids` go to spawn and
 * `wrap` turns a command line into the one to spawn.
 */
export function choosePostgresUser(dataDir, pgData) {
  const self = process.getuid?.();
  const owner = existsSync(pgData) ? statSync(pgData).uid : null;
  if (self !== undefined && self !== 0 && owner !== null && owner !== self) throw belongsTo(owner, dataDir);
  if (self !== 0) return { account: null, owner: null, ids: {}, wrap: unchanged };
  const account = owner ? accountOf(owner) : serviceAccount();
  const ways =
    owner === 0
      ? [inUserNamespace]
      : owner
        ? [asAccount, withSearch]
        : [asAccount, inUserNamespace, withSearch];
  for (const way of account ? ways : []) {
    const chosen = way(account, dataDir);
    if (chosen) return chosen;
  }
  throw new LaunchError(
    `PostgreSQL does not run as root, and no other user can reach ${dataDir}; move the folder to where everybody may pass, start as a normal user, or set DATABASE_URL.`,
  );
}

function asAccount(account, dataDir) {
  letPass(dataDir, account);
  if (!mayTraverse(dataDir, account)) return null;
  const { uid, gid } = account;
  return { account, owner: account, ids: { uid, gid }, wrap: unchanged };
}

/** Root outside and `account` inside: the files stay root's, and folders that only root may enter are no obstacle. */
function inUserNamespace(account, dataDir) {
  const prefix = ["--user", `--map-user=${account.uid}`, `--map-group=${account.gid}`, "--"];
  if (!mayTraverse(dataDir, ROOT) || spawnSync("unshare", [...prefix, "true"]).status !== 0) return null;
  return {
    account: ROOT,
    owner: null,
    ids: {},
    wrap: (command, args) => ["unshare", [...prefix, command, ...args]],
  };
}

/** `account`, allowed to pass folders it could not enter otherwise. */
function withSearch(account) {
  const ids = [`--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups"];
  const prefix = [...ids, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", "--"];
  if (spawnSync("setpriv", [...prefix, "true"]).status !== 0) return null;
  return {
    account: null,
    owner: account,
    ids: {},
    wrap: (command, args) => ["setpriv", [...prefix, command, ...args]],
  };
}

function belongsTo(uid, dataDir) {
  return new LaunchError(
    `The database in ${dataDir} belongs to ${accountOf(uid).name}; start as that user, or set SIKKERKEY_DATA_DIR to another folder.`,
  );
}
