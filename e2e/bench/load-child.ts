import type { LoadCommand, LoadReport } from "./load-job.ts";
import { makeRequests } from "./request-bytes.ts";
import { runLoad } from "./run-load.ts";

/** The load generator's own process: makes the requests of a job, says so, and fires when it is told to. */
export function serveLoadJobs(): void {
  const report = (message: LoadReport) => void process.send?.(message);
  let fire = async () => {};
  process.on("message", (command: LoadCommand) => {
    if (command === "go") return void fire();
    const { job } = command;
    const requests = makeRequests(job);
    fire = async () => report({ result: await runLoad(job, requests) });
    report("ready");
  });
  process.on("disconnect", () => process.exit(0));
}
