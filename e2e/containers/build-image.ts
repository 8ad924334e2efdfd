import { randomUUID } from "node:crypto";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runProcess } from "../process-run.ts";
import { ENGINE } from "./container-engine.ts";
import { enterRoot } from "./enter-root.ts";
import { type Instruction, readDockerfile } from "./read-dockerfile.ts";

export type Image = {
  /** An image's tag for the engine, or the folder that is its root. */
  readonly place: string;
  readonly workdir: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  remove(): Promise<void>;
};

/** An image's PATH, as in `node:20-slim`. */
export const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * What `docker build --network host` makes of this Dockerfile and folder. In place of its `FROM`, which would be downloaded, stands
 * the base root, also for an engine; it becomes the image.
 */
export async function buildImage(root: string, dockerfile: string, context: string): Promise<Image> {
  const { steps, entrypoint, command } = readDockerfile(dockerfile);
  const workdir = steps.reduce((at, step) => (step.does === "WORKDIR" ? step.folder : at), "/");
  const image = { workdir, entrypoint, command };
  const removeRoot = async () => rmSync(root, { recursive: true, force: true });
  if (ENGINE.kind !== "docker") {
    let at = "/";
    try {
      for (const step of steps) at = await takeStep(root, context, at, step);
    } catch (error) {
      await removeRoot();
      throw error;
    }
    return { ...image, place: root, remove: removeRoot };
  }
  const base = `sikkerkey-e2e-base:${randomUUID()}`;
  const tag = `sikkerkey-e2e:${randomUUID()}`;
  await mustRun("sh", ["-c", 'tar -C "$1" -c . | docker import - "$2"', "sh", root, base]);
  await removeRoot();
  writeFileSync(
    join(context, "Dockerfile"),
    dockerfile.replace(/^FROM .*$/m, `FROM ${base}\nENV PATH=${PATH}`),
  );
  await mustRun("docker", ["build", "--network", "host", "--tag", tag, context]);
  return { ...image, place: tag, remove: () => mustRun("docker", ["rmi", "--force", tag, base]) };
}

/** Does one step in the root and returns the folder in which the next one begins. */
async function takeStep(root: string, context: string, at: string, step: Instruction): Promise<string> {
  if (step.does === "COPY") {
    cpSync(join(context, step.from), join(root, resolve(at, step.to)), { recursive: true });
    return at;
  }
  if (step.does === "WORKDIR") {
    mkdirSync(join(root, step.folder), { recursive: true });
    return step.folder;
  }
  const isUser = ENGINE.kind === "namespaces" && ENGINE.isUser;
  const env = { PATH, HOME: "/root" };
  const entered = { root, env, workdir: at, isUser, confined: null, command: ["sh", "-c", step.line] };
  const [program, ...words] = enterRoot(entered);
  await mustRun(program, words);
  return at;
}

async function mustRun(program: string, words: readonly string[]): Promise<void> {
  const run = runProcess(program, words);
  const code = await run.ended;
  if (code !== 0) throw new Error(`${words.at(-1)} ended with ${code}: ${run.stderr()}${run.stdout()}`);
}
