import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { IMAGES } from "../images.ts";
import { installTools } from "../install-tools.ts";
import { makeSandbox } from "../sandbox.ts";
import { type Ended, startShell } from "../start-shell.ts";
import { tracesIn } from "../watch-log.ts";
import { watchProcesses } from "../watch-processes.ts";
import { type Container, type Mount, podOf } from "./read-pod.ts";

export type PodRun = {
  readonly files: Readonly<Record<string, string>>;
  readonly token: string;
  readonly secrets: Readonly<Record<string, string>>;
  /** How often the init container runs: a node that starts again runs it once more, over the same volume or a new one. */
  readonly starts?: number;
};

export type PodResult = {
  readonly log: string;
  /** What the app reads from the file that each NAME_FILE names. */
  readonly read: Readonly<Record<string, Buffer>>;
  readonly findings: readonly string[];
};

/**
 * A pod as the kubelet runs it: init containers one after the other, each with the variables its manifest names and nothing
 * else, the command started directly, volumes under their mount paths; then the app (kubernetes.io/docs, "Init Containers",
 * "Volumes: emptyDir", "Secrets: as environment variables"). A mount is a folder here, so mount paths are replaced by it.
 */
export async function runPod({ files, token, secrets, starts = 1 }: PodRun): Promise<PodResult> {
  const pod = podOf(files["deployment.yaml"] ?? "");
  const sandbox = makeSandbox({});
  try {
    const { ash } = IMAGES;
    installTools(sandbox, { ...ash, tools: ash.tools.filter((tool) => tool !== "npm") });
    const isPublic = (volume: string) =>
      pod.volumes.some(({ name, configMap }) => name === volume && configMap !== undefined);
    // Anybody may read a ConfigMap; what is in the other volumes is watched.
    const folderOf = (volume: string) => join(isPublic(volume) ? sandbox.agent : sandbox.tmp, volume);
    for (const { name, configMap } of pod.volumes) {
      mkdirSync(folderOf(name), { mode: 0o777 });
      if (configMap === undefined) continue;
      const { metadata, data } = parse(files["sikkerkey-init.yaml"] ?? "");
      if (metadata.name !== configMap) throw new Error(`No ConfigMap is called ${configMap}`);
      for (const [file, text] of Object.entries(data))
        writeFileSync(join(folderOf(name), file), String(text));
    }
    const inside = (text: string, mounts: readonly Mount[]) => {
      const mount = mounts.find(({ path }) => text === path || text.startsWith(`${path}/`));
      return mount === undefined ? text : folderOf(mount.name) + text.slice(mount.path.length);
    };
    const long = Object.values(secrets).filter((value) => value.length > 4);
    const watch = watchProcesses([token, ...long], sandbox.tmp);
    const start = ({ command, env, secretEnv, mounts }: Container) => {
      const [program = "", ...words] = command.map((word) => inside(word, mounts));
      const given = Object.fromEntries(secretEnv.map((name) => [name, token]));
      const tmp = mounts.find(({ path }) => path === "/tmp")?.name;
      return startShell([join(sandbox.bin, program), ...words], {
        cwd: sandbox.root,
        env: {
          PATH: sandbox.bin,
          HOSTNAME: `web-${randomUUID().slice(0, 8)}`,
          TMPDIR: folderOf(tmp ?? "none"),
          ...env,
          ...given,
        },
      });
    };
    const ended: Ended[] = [];
    for (let at = 0; at < starts; at++)
      for (const container of pod.initContainers) ended.push(await start(container));
    const log = ended.map((one) => one.log).join("");
    if (ended.some((one) => one.exitCode !== 0)) throw new Error(`The pod does not start:\n${log}`);
    const [app] = pod.containers;
    const read: Record<string, Buffer> = {};
    const findings = [...watch.stop(), ...tracesIn(log, { ...secrets, TOKEN: token })];
    for (const [name, path] of Object.entries(app?.env ?? {})) {
      const file = inside(path, app?.mounts ?? []);
      read[name] = readFileSync(file);
      if ((statSync(file).mode & 0o077) !== 0) findings.push(`permission: others may read ${name}`);
    }
    const work = app?.mounts.map(({ name }) => name) ?? [];
    for (const { name, configMap } of pod.volumes)
      if (configMap === undefined && !work.includes(name))
        findings.push(...readdirSync(folderOf(name)).map((path) => `leftover: ${path} is left`));
    return { log, read, findings };
  } finally {
    sandbox.remove();
  }
}
