import { readFileSync } from "node:fs";

// Accounts that own no people's files, in the order of preference.
const SERVICE_ACCOUNTS = ["postgres", "nobody", "node", "daemon"];

function accounts() {
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  return lines
    .map((line) => line.split(":"))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/** An account other than root that PostgreSQL can run as, or null. */
export function serviceAccount() {
  const others = accounts().filter((account) => account.uid > 0);
  const preferred = SERVICE_ACCOUNTS.map((name) => others.find((account) => account.name === name));
  return preferred.find((account) => account !== undefined) ?? others[0] ?? null;
}

export function accountOf(uid) {
  return accounts().find((account) => account.uid === uid) ?? { name: `user ${uid}`, uid, gid: uid };
}
