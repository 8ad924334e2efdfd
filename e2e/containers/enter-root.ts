import { posixQuote } from "#lib/integrations/quoting.ts";
import { APART, AS_ROOT_OF_ITS_OWN } from "./container-engine.ts";

export type Entrance = {
  /** The folder that becomes `/`. */
  readonly root: string;
  readonly command: readonly string[];
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly workdir: string;
  /** Null while an image is built: root with its rights, and everything may be written. */
  readonly confined: Confinement | null;
  /** A user namespace lends the rights to mount. */
  readonly isUser: boolean;
};

export type Confinement = {
  readonly uid: number;
  readonly gid: number;
  /** Folders of the host by where they appear, read-only. */
  readonly mounts: Readonly<Record<string, string>>;
  /** Empty places in memory that may be written. */
  readonly tmpfs: readonly string[];
  /** The same for folders of the host that stay, as a named volume does. */
  readonly volumes: Readonly<Record<string, string>>;
};

const DEVICES = ["null", "zero", "full", "random", "urandom"];
const READ_ONLY = "remount,bind,ro,nosuid,nodev";

/**
 * The command that starts another in this root: namespaces, mounts, `pivot_root`, and rights that are given up last. The process
 * it becomes is PID 1 of its own namespace, as in an engine. Mount points have to exist.
 */
export function enterRoot(entrance: Entrance): readonly [string, ...string[]] {
  const { root, isUser } = entrance;
  const lines = [
    "set -eu",
    `cd ${posixQuote(root)}`,
    "mount --bind . .",
    // What is mounted over the folder is not yet what this shell stands in.
    `cd ${posixQuote(root)}`,
    "mount -t proc proc proc",
    "mount -t tmpfs -o mode=755 tmpfs dev",
    ...DEVICES.flatMap((name) => [`: >dev/${name}`, `mount --bind /dev/${name} dev/${name}`]),
    "ln -s /proc/self/fd dev/fd",
    ...(entrance.confined === null ? [] : confinedMounts(entrance.confined)),
    // The old root lies over the new one and goes; from here on the tools are the image's.
    "pivot_root . .",
    "umount -l .",
    `cd ${posixQuote(entrance.workdir)}`,
    `exec ${handOver(entrance).map(posixQuote).join(" ")}`,
  ];
  return ["unshare", ...(isUser ? AS_ROOT_OF_ITS_OWN : []), ...APART, "sh", "-c", lines.join("\n")];
}

function confinedMounts({ mounts, tmpfs, volumes }: Confinement): string[] {
  const inside = (path: string) => posixQuote(`.${path}`);
  return [
    ...Object.entries(mounts).flatMap(([target, source]) => [
      `mount --bind ${posixQuote(source)} ${inside(target)}`,
      `mount -o ${READ_ONLY} ${inside(target)}`,
    ]),
    ...Object.entries(volumes).map(
      ([target, source]) => `mount --bind ${posixQuote(source)} ${inside(target)}`,
    ),
    ...tmpfs.map((target) => `mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs ${inside(target)}`),
    `mount -o ${READ_ONLY} dev`,
    `mount -o ${READ_ONLY} .`,
  ];
}

function handOver({ command, env, confined, isUser }: Entrance): string[] {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const started = ["/bin/env", "-i", ...variables, ...command];
  if (confined === null) return started;
  const { uid, gid } = confined;
  const without = ["--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"];
  // One user of the host is all that a user namespace has, so there the uid is a name for that user.
  return isUser
    ? [
        "/usr/bin/unshare",
        "--user",
        `--map-user=${uid}`,
        `--map-group=${gid}`,
        "/usr/bin/setpriv",
        ...without,
        ...started,
      ]
    : ["/usr/bin/setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", ...without, ...started];
}
