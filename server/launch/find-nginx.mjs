import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Where `unpackNginx` puts the program for tests. */
export const unpackedNginx = (appDir) => join(appDir, "node_modules", ".cache", "sikkerkey", "nginx");

/** An nginx that starts and is new enough to be told where its first errors go: the system's, or the unpacked one; null without. */
export function findNginx(appDir) {
  const places = ["nginx", "/usr/sbin/nginx", unpackedNginx(appDir)];
  return places.find((path) => spawnSync(path, ["-e", "stderr", "-v"]).status === 0) ?? null;
}
