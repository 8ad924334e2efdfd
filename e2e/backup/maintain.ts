import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type ProcessRun, runProcess } from "../process-run.ts";

const LAUNCH = join(import.meta.dirname, "../../server/launch");

export type Env = Readonly<Record<string, string>>;

/** What `npm run backup` or `npm run restore` runs. */
export const start = (command: "backup" | "restore", args: readonly string[], env: Env): ProcessRun =>
  runProcess(process.execPath, [join(LAUNCH, `${command}.mjs`), ...args], { env });

export type Finished = { readonly code: number | string; readonly out: string; readonly err: string };

export async function maintain(
  command: "backup" | "restore",
  args: readonly string[],
  env: Env,
): Promise<Finished> {
  const run = start(command, args, env);
  return { code: await run.ended, out: run.stdout(), err: run.stderr() };
}

/** Kills the run as soon as `isUnderWay`; fails when it ends before. */
export async function killUnderWay(
  run: ProcessRun,
  isUnderWay: () => Promise<boolean> | boolean,
): Promise<void> {
  let code: number | string | null = null;
  run.ended.then(
    (ended) => {
      code = ended;
    },
    () => {},
  );
  while (!(await isUnderWay())) {
    if (code !== null) throw new Error(`It ended (${code}) before it could be killed: ${run.stderr()}`);
    await pause(2);
  }
  run.child.kill("SIGKILL");
  const ended = await run.ended;
  if (ended !== "SIGKILL") throw new Error(`It ended by itself (${ended})`);
}

/** Folders beside a backup's own that an interrupted run left. */
export const halves = (folder: string): string[] =>
  readdirSync(dirname(folder))
    .filter((name) => name.includes(".half-"))
    .map((name) => join(dirname(folder), name));
