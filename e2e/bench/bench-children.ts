import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { serveBareHttp } from "./http-child.ts";
import { serveLoadJobs } from "./load-child.ts";
import type { LoadCommand, LoadJob, LoadReport, LoadResult } from "./load-job.ts";

const ROLES = { load: serveLoadJobs, http: serveBareHttp };

/** Becomes what the parent asked for, when this process is one of its children. */
export function playRole(word: string | undefined): boolean {
  const [, role] = word?.match(/^child:(load|http)$/) ?? [];
  if (role === undefined) return false;
  ROLES[role as keyof typeof ROLES]();
  return true;
}

const startChild = (role: keyof typeof ROLES) =>
  fork(process.argv[1] ?? "", [`child:${role}`], { stdio: ["ignore", "inherit", "inherit", "ipc"] });

export type LoadGenerator = {
  /** Prepares a job; the function that it resolves to fires it. */
  readonly prepare: (job: LoadJob) => Promise<() => Promise<LoadResult>>;
  readonly stop: () => void;
};

export function startLoadGenerator(): LoadGenerator {
  const child = startChild("load");
  const ended = once(child, "exit").then(() => {
    throw new Error("The load generator ended by itself");
  });
  ended.catch(() => {});
  const ask = async (command: LoadCommand) => {
    child.send(command);
    const [report] = (await Promise.race([once(child, "message"), ended])) as [LoadReport];
    return report;
  };
  return {
    async prepare(job) {
      await ask({ job });
      return async () => {
        const report = await ask("go");
        if (report === "ready") throw new Error("The load generator answered out of turn");
        return report.result;
      };
    },
    stop: () => stopChild(child),
  };
}

export async function startBareHttp() {
  const child = startChild("http");
  const [port] = (await once(child, "message")) as [number];
  return { port, stop: () => stopChild(child) };
}

function stopChild(child: ChildProcess): void {
  if (child.connected) child.disconnect();
}
