import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ProcessRun, runProcess } from "../process-run.ts";
import { type Image, PATH } from "./build-image.ts";
import { ENGINE } from "./container-engine.ts";
import { type Confinement, enterRoot } from "./enter-root.ts";

export type ContainerOptions = Partial<Confinement> & {
  /** In place of the image's own; after its entry point, as with `docker run`. */
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A process before the entry point that reaps orphans and passes TERM on, as with `docker run --init`. */
  readonly init?: boolean;
};

export type Container = Pick<ProcessRun, "stdout" | "stderr" | "ended"> & {
  /** To PID 1, as `docker kill --signal` sends it. */
  signal(name: "SIGTERM" | "SIGINT" | "SIGHUP"): void;
  /** Resolves once this was printed. */
  printed(text: string): Promise<void>;
};

/**
 * `docker run --rm --network host --read-only --cap-drop ALL --security-opt no-new-privileges`: no capability, another uid unless one
 * is named, a root that nobody can write, no home directory, and nothing in the environment but PATH and what is given.
 */
export function runContainer(image: Image, options: ContainerOptions = {}): Container {
  const { uid = 12_345, gid = 12_345, mounts = {}, volumes = {}, tmpfs = [] } = options;
  const { env = {}, init = false } = options;
  const command = [...(options.entrypoint ?? image.entrypoint), ...(options.command ?? image.command)];
  const started = { command, env, init, confined: { uid, gid, mounts, volumes, tmpfs } };
  return ENGINE.kind === "docker" ? runInEngine(image, started) : runInNamespaces(image, started);
}

type Started = Required<Pick<ContainerOptions, "command" | "env" | "init">> & {
  readonly confined: Confinement;
};

/** The least that an init process does: one child, its signals, its exit code, and whoever lost their parent. */
const INIT = [
  '"$@" & child=$!; trap \'kill -TERM "$child"\' TERM',
  'wait "$child"; code=$?; while kill -0 "$child" 2>/dev/null; do wait "$child"; code=$?; done; exit "$code"',
].join("\n");

function runInNamespaces(image: Image, { command, env, init, confined }: Started): Container {
  const { mounts, volumes, tmpfs } = confined;
  for (const target of [...Object.keys(mounts), ...Object.keys(volumes), ...tmpfs])
    mkdirSync(join(image.place, target), { recursive: true });
  const isUser = ENGINE.kind === "namespaces" && ENGINE.isUser;
  const { place: root, workdir } = image;
  const wrapped = init ? ["sh", "-c", INIT, "sh", ...command] : command;
  const entered = { root, workdir, confined, isUser, command: wrapped, env: { PATH, ...env } };
  const [program, ...words] = enterRoot(entered);
  // It waits deaf to TERM; with it ends all that is inside.
  const run = runProcess(program, words, { lastSignal: "SIGKILL" });
  // The process that made the namespaces waits; PID 1 is its only child.
  const first = () => readFileSync(`/proc/${run.child.pid}/task/${run.child.pid}/children`, "utf8");
  return asContainer(run, (name) => process.kill(Number(first().trim()), name));
}

function runInEngine(image: Image, { command, env, init, confined }: Started): Container {
  const { uid, gid, mounts, volumes, tmpfs } = confined;
  const name = `sikkerkey-e2e-${randomUUID()}`;
  const [first = "", ...others] = command;
  const words = [
    ...["run", "--rm", "--name", name, "--network", "host", "--read-only", "--cap-drop", "ALL"],
    ...(init ? ["--init"] : []),
    ...["--security-opt", "no-new-privileges", "--user", `${uid}:${gid}`, "--entrypoint", first],
    ...Object.entries(env).flatMap(([variable, value]) => ["-e", `${variable}=${value}`]),
    ...Object.entries(mounts).flatMap(([target, source]) => ["-v", `${source}:${target}:ro`]),
    ...Object.entries(volumes).flatMap(([target, source]) => ["-v", `${source}:${target}`]),
    ...tmpfs.flatMap((target) => ["--tmpfs", target]),
    image.place,
    ...others,
  ];
  const signal = (which: string) => void runProcess("docker", ["kill", "--signal", which, name]);
  return asContainer(runProcess("docker", words), signal);
}

function asContainer(run: ProcessRun, signal: Container["signal"]): Container {
  const { stdout, stderr, ended } = run;
  const printed = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => stdout().includes(text) && resolve();
      run.child.stdout?.on("data", look);
      const tooLate = (code: number | string) =>
        reject(new Error(`It ended with ${code} before it printed ${text}: ${stderr()}`));
      ended.then(tooLate, reject);
      look();
    });
  return { stdout, stderr, ended, signal, printed };
}
