import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findNginx, unpackedNginx } from "./find-nginx.mjs";
import { runTool } from "./run-tool.mjs";

/**
 * Takes the program out of Debian's package without installing it: an installed nginx would be a service that starts now and at
 * every boot. Without it one test is skipped and says so, so a failure here stops nothing.
 */
export async function unpackNginx(appDir) {
  process.stdout.write("Unpacking nginx with apt-get …\n");
  const folder = mkdtempSync(join(tmpdir(), "sikkerkey-nginx-"));
  const run = async (...[command, ...args]) =>
    (await runTool(command, args, { cwd: folder, env: process.env, isQuiet: true })).status === 0;
  // apt fetches as a user of its own.
  chmodSync(folder, 0o777);
  try {
    const download = () => run("apt-get", "download", "nginx");
    if (!(await download())) {
      await run("apt-get", "update");
      await download();
    }
    const archive = readdirSync(folder).find((name) => name.endsWith(".deb"));
    if (archive && (await run("dpkg-deb", "--extract", archive, "root"))) {
      const program = unpackedNginx(appDir);
      mkdirSync(dirname(program), { recursive: true });
      copyFileSync(join(folder, "root", "usr", "sbin", "nginx"), program);
    }
  } catch {
    // A package of another shape.
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (findNginx(appDir) === null)
    process.stdout.write("There is no nginx for the tests; the one behind nginx is skipped.\n");
}
