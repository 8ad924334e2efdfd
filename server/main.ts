import { join } from "node:path";
import { parseConfig } from "./config.ts";
import { startGate } from "./gate/listen.ts";
import { readPageTemplates } from "./gate/page-templates.ts";
import { startJobs } from "./jobs/start-jobs.ts";
import { SWEEPS } from "./jobs/sweeps.ts";
import { boundHeap } from "./launch/bound-heap.ts";
import { makeLineWriter } from "./launch/line-writer.ts";
import { makeServices } from "./launch/make-services.ts";
import { makeSystemContext } from "./launch/make-system-context.ts";
import { startNext } from "./launch/start-next.ts";
import { listenForStop, StopRequested } from "./launch/stop-request.ts";
import { makeTeardown } from "./launch/teardown.ts";
import { describeError, makeLog } from "./log.ts";
import { installServices } from "./services.ts";
import { issueSetupLink } from "./setup/issue-setup-link.ts";

const GRACE_MS = 10_000;

export { runBackup } from "./launch/run-backup.ts";
export { runRestore } from "./launch/run-restore.ts";

type Options = { readonly appDir: string; readonly env: Record<string, string | undefined> };

/** Runs the product until it is asked to stop, and resolves when everything is down, the database last. */
export async function runServer({ appDir, env }: Options): Promise<void> {
  boundHeap();
  const log = makeLog(makeLineWriter().write, () => new Date());
  const stop = listenForStop();
  const teardown = makeTeardown((error) => log.error("stopping failed", { error: describeError(error) }));
  try {
    const settings = parseConfig(env, appDir);
    const { services, madeKeyFile } = await makeServices({
      settings,
      appDir,
      log,
      teardown,
    });
    stop.check();
    installServices(services);
    const { config } = services;
    // next-auth 4 takes its own address from the environment and from nowhere else that a request could not choose.
    env["NEXTAUTH_URL"] = config.baseUrl;

    const next = await startNext(appDir, config.port);
    teardown.add(() => next.close());
    stop.check();
    const gate = await startGate({
      config,
      services,
      nextHandler: next.getRequestHandler(),
      pageTemplates: readPageTemplates(join(appDir, ".next")),
    });
    teardown.add(startJobs(() => makeSystemContext(services), SWEEPS));
    teardown.add(() => gate.close(GRACE_MS));

    if (madeKeyFile !== null)
      say(`A root key was made in ${madeKeyFile}. Without it no secret can be opened: back it up.`);
    const secret = await issueSetupLink(makeSystemContext(services));
    const invitation =
      secret === null ? "" : `\nMake the first account within 30 minutes: ${config.baseUrl}/set-up#${secret}`;
    say(`SikkerKey is running at ${config.baseUrl}${invitation}`);
    await stop.asked;
    say("Stopping. Requests under way are finished first.");
  } catch (error) {
    if (!(error instanceof StopRequested)) throw error;
  } finally {
    await teardown.run();
  }
}

const say = (line: string) => void process.stdout.write(`${line}\n`);
