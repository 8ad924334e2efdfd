import type { LoadGenerator } from "./bench-children.ts";
import type { BenchServer } from "./bench-server.ts";
import type { Figures } from "./figures.ts";
import type { LoadJob } from "./load-job.ts";
import { cpuMicrosOf } from "./process-facts.ts";

/** Fires one job and counts what it cost whom. Anything but answers of status 2xx ends the bench. */
export async function measureLoad(
  generator: LoadGenerator,
  { appPid, postgresPid }: Pick<BenchServer, "appPid" | "postgresPid">,
  job: LoadJob,
): Promise<Figures> {
  const fire = await generator.prepare(job);
  const before = [cpuMicrosOf(appPid), cpuMicrosOf(postgresPid)];
  const { answers, failures, milliseconds, p50, p99, cpuMicros } = await fire();
  const after = [cpuMicrosOf(appPid), cpuMicrosOf(postgresPid)];
  if (answers === 0 || Object.keys(failures).length > 0)
    throw new Error(`${answers} answers, of which not 2xx: ${JSON.stringify(failures)}`);
  const perAnswer = (index: number) => {
    const [from, to] = [before[index], after[index]];
    return from == null || to == null ? null : (to - from) / answers;
  };
  return {
    perSecond: answers / (milliseconds / 1000),
    p50Ms: p50,
    p99Ms: p99,
    appMicros: perAnswer(0),
    postgresMicros: perAnswer(1),
    clientMicros: cpuMicros / answers,
  };
}
