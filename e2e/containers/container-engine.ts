import { spawnSync } from "node:child_process";

/**
 * What runs the containers of these tests: a Docker engine where one answers; else namespaces and a root of our own, which an
 * engine is made of too. `isUser` says that a user namespace lends the rights for it, so every file belongs to whoever asks.
 */
export type Engine =
  | { readonly kind: "docker"; readonly title: string }
  | { readonly kind: "namespaces"; readonly title: string; readonly isUser: boolean }
  | { readonly kind: "none"; readonly title: string };

/** What every container of ours is apart in; the network is the host's, as with `--network host`. */
export const APART = ["--mount", "--pid", "--uts", "--ipc", "--fork", "--kill-child"];
export const AS_ROOT_OF_ITS_OWN = ["--user", "--map-root-user"];

export const ENGINE: Engine = findEngine();

function findEngine(): Engine {
  // A client without an engine answers too, with an exit code; one whose engine hangs is none.
  const { PATH = "", HOME = "" } = process.env;
  const asked = { env: { PATH, HOME, NODE_ENV: "test" }, stdio: "ignore", timeout: 10_000 } as const;
  if (spawnSync("docker", ["info"], asked).status === 0) return { kind: "docker", title: "a Docker engine" };
  const isUser = process.getuid?.() !== 0;
  const words = [...(isUser ? AS_ROOT_OF_ITS_OWN : []), ...APART];
  const probe = "mount -t proc proc /proc && mount -t tmpfs tmpfs /mnt";
  const { status, stderr, error } = spawnSync("unshare", [...words, "sh", "-c", probe], { encoding: "utf8" });
  if (status === 0) {
    const how = isUser ? "namespaces of this user" : "namespaces";
    return { kind: "namespaces", title: `${how}, as no Docker engine answers`, isUser };
  }
  const reason = (error?.message ?? stderr).trim().split("\n").at(-1);
  return { kind: "none", title: `nothing: no Docker engine answers, and unshare fails (${reason})` };
}
