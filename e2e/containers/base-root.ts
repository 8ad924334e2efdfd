import { spawnSync } from "node:child_process";
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findTool } from "../emulators/install-tools.ts";
import { runProcess } from "../process-run.ts";

/** Where each program lies in the image, as in `node:20-slim`; openssl and curl are for the read without any client of ours. */
const PROGRAMS = {
  busybox: "/bin/busybox",
  node: "/usr/local/bin/node",
  openssl: "/usr/bin/openssl",
  curl: "/usr/bin/curl",
  // These two give up rights at the very end, from inside.
  setpriv: "/usr/bin/setpriv",
  unshare: "/usr/bin/unshare",
};

const ETC = {
  passwd: "root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n",
  group: "root:x:0:\nnode:x:1000:\n",
  hosts: "127.0.0.1 localhost\n::1 localhost\n",
  "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
};

/**
 * Fills a new folder with the least that `node:20-slim` stands for here: BusyBox, Node, npm, and what they link to, copied from
 * this machine, so that nothing is downloaded. Returns the folder; a second or two is most of it copying npm.
 */
export async function makeBaseRoot(): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), "sikkerkey-image-"));
  for (const folder of ["bin", "dev", "etc", "proc", "run", "tmp", "usr/local/lib/node_modules"])
    mkdirSync(join(root, folder), { recursive: true });
  mkdirSync(join(root, "root"), { mode: 0o700 });
  chmodSync(join(root, "tmp"), 0o1777);
  // Whoever the container runs as comes through here.
  chmodSync(root, 0o755);
  for (const [name, text] of Object.entries(ETC)) writeFileSync(join(root, "etc", name), text);
  for (const [name, place] of Object.entries(PROGRAMS)) {
    const program = realpathSync(findTool(name));
    copyInto(root, program, place);
    for (const library of librariesOf(program)) copyInto(root, library, library);
  }
  linkApplets(root);
  const npm = dirname(dirname(realpathSync(findTool("npm"))));
  const copied = runProcess("cp", ["-R", npm, join(root, "usr/local/lib/node_modules/npm")]);
  symlinkSync("../lib/node_modules/npm/bin/npm-cli.js", join(root, "usr/local/bin/npm"));
  if ((await copied.ended) !== 0) throw new Error(`npm could not be copied: ${copied.stderr()}`);
  return root;
}

function copyInto(root: string, source: string, place: string): void {
  const target = join(root, place);
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(source, target, constants.COPYFILE_FICLONE);
  chmodSync(target, 0o755);
}

/** Absolute paths of what the loader would load for this program, the loader itself among them. */
function librariesOf(program: string): string[] {
  const { stdout } = spawnSync("ldd", [program], { encoding: "utf8" });
  return [...stdout.matchAll(/(?:=> |^\s*)(\/\S+) \(0x/gm)].flatMap(([, path]) => path ?? []);
}

function linkApplets(root: string): void {
  const { stdout } = spawnSync(join(root, PROGRAMS.busybox), ["--list"], { encoding: "utf8" });
  for (const applet of stdout.split("\n").filter((name) => name !== "" && name !== "busybox"))
    symlinkSync("busybox", join(root, "bin", applet));
  // `#!/usr/bin/env node`
  symlinkSync("/bin/busybox", join(root, "usr/bin/env"));
}
