import { join } from "node:path";
import { type ProcessRun, runProcess } from "../process-run.ts";
import { isRoot } from "./make-image.ts";

/**
 * The image's root for one process: nothing in it can be written but the volumes and /tmp, and of this computer it has the shared
 * libraries. There is no shell in it, and no other program than Node.
 */
const ISOLATE = `
  root=$1 uid=$2; shift 2
  mount --bind "$root" "$root"
  for volume in data backups; do mount --bind "$root/$volume" "$root/$volume"; done
  for folder in usr/lib usr/lib64; do
    [ -d "/$folder" ] || continue
    mount --bind "/$folder" "$root/$folder"
    mount -o remount,bind,ro "$root/$folder"
  done
  mount --rbind /dev "$root/dev"
  mount --rbind /proc "$root/proc"
  mount -t tmpfs tmpfs "$root/tmp"
  mount -o remount,bind,ro "$root"
  exec chroot --userspec="$uid" "$root" "$@"
`;

type Command = readonly [string, ...string[]];

type Run = {
  readonly root: string;
  readonly user: string;
  /** As the image has it: relative to its working folder. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

/** A command of the image as an engine would run it; where this test is not root, as this user and with the real paths. */
export function imageCommand({ root, user, command, env }: Run): Pick<Run, "env"> & { command: Command } {
  const [program = "", script = "", ...args] = command;
  if (program !== "node") throw new Error(`The image runs ${program}, which is not in it`);
  if (!isRoot) {
    const real = (text: string) => (/^\/(data|backups|run)\b/.test(text) ? join(root, text) : text);
    const mapped = Object.fromEntries(Object.entries(env).map(([name, text]) => [name, real(text)]));
    return { command: [process.execPath, join(root, "app", script), ...args.map(real)], env: mapped };
  }
  const inside = ["/usr/local/bin/node", join("/app", script), ...args];
  const isolated = ["--mount", "--propagation", "private", "--", "sh", "-euc", ISOLATE, "sh", root, user];
  return { command: ["unshare", ...isolated, ...inside], env: { ...env, HOME: "/", TMPDIR: "/tmp" } };
}

export function runImage(run: Run): ProcessRun {
  const { command, env } = imageCommand(run);
  const [program, ...args] = command;
  return runProcess(program, args, { env });
}
