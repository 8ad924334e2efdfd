import { type Stats, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { printableText } from "../../sdk/printable-text.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

type Place = { readonly path: string; readonly isSecret: boolean };

/** Whether others can read the key, or put another in its place. Windows keeps no such bits. */
export function checkFiles(identityFile: string, keyFile: string): Finding[] {
  if (process.getuid === undefined) return [];
  const folder = dirname(identityFile);
  const user = process.getuid();
  const vaults = dirname(folder);
  const places: Place[] = [
    // Who can rename a folder above it can put another identity in its place.
    ...(basename(vaults) === "vaults" ? [{ path: dirname(vaults), isSecret: false }] : []),
    { path: vaults, isSecret: false },
    { path: folder, isSecret: false },
    { path: identityFile, isSecret: false },
    { path: keyFile, isSecret: true },
    { path: join(folder, "cache"), isSecret: true },
  ];
  const found = places.flatMap((place) => {
    const stats = statSync(place.path, { throwIfNoEntry: false });
    return stats === undefined ? [] : problems(place, stats, user);
  });
  return found.length > 0 ? found : [ok("files", "only this user can change the identity and read the key")];
}

function problems({ path, isSecret }: Place, stats: Stats, user: number): Finding[] {
  const shown = printableText(path);
  const mode = stats.mode & 0o777;
  const octal = mode.toString(8).padStart(4, "0");
  const close = `chmod ${stats.isDirectory() ? "700" : "600"} ${shown}`;
  const findings: Finding[] = [];
  // In a container, root's files may be mounted for a user who can only read them.
  if (stats.uid !== user && stats.uid !== 0 && user !== 0)
    findings.push(fail("files", `${shown} belongs to another user (${stats.uid})`, `chown ${user} ${shown}`));
  // In a sticky folder, as /tmp is, nobody renames what is another's.
  const isSticky = stats.isDirectory() && (stats.mode & 0o1000) !== 0;
  if ((mode & 0o022) !== 0 && !isSticky)
    findings.push(fail("files", `others can change ${shown} (mode ${octal})`, close));
  else if (isSecret && (mode & 0o007) !== 0)
    findings.push(fail("files", `everybody on this computer can read ${shown} (mode ${octal})`, close));
  else if (isSecret && (mode & 0o070) !== 0)
    findings.push(warn("files", `the group can read ${shown} (mode ${octal})`, close));
  return findings;
}
