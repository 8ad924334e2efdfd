import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { afterAll } from "vitest";
import type { Config } from "#server/config.ts";
import { type RunningGate, startGate } from "#server/gate/listen.ts";
import type { PageOutcomes } from "#server/gate/page-outcome.ts";
import type { NextHandler } from "#server/gate/pass-to-next.ts";
import type { MachineRoute } from "#server/gate/routes.ts";
import { makeLog } from "#server/log.ts";
import { testConfig } from "./test-config.ts";

type Parts = {
  readonly config?: Partial<Config>;
  readonly nextHandler?: NextHandler;
  readonly machineRoutes: readonly MachineRoute[];
  readonly pageTemplates?: readonly string[];
  readonly bodyMilliseconds?: number;
};

export type TestGate = RunningGate & {
  readonly logLines: string[];
  readonly key: Uint8Array;
  readonly pageOutcomes: PageOutcomes;
};

/** A gate on a port of the system's choosing, in front of handlers that the test brings; closed after the file. */
export async function startTestGate({ config, nextHandler, ...rest }: Parts): Promise<TestGate> {
  const logLines: string[] = [];
  const log = makeLog(
    (line) => logLines.push(line),
    () => new Date(0),
  );
  const key = randomBytes(32);
  const pageOutcomes: PageOutcomes = new AsyncLocalStorage();
  const gate = await startGate({
    config: { ...testConfig, port: 0, ...config },
    services: { log, gateKey: key, pageOutcomes },
    nextHandler: nextHandler ?? (async (_, res) => void res.end("next")),
    ...rest,
  });
  afterAll(() => gate.close(0));
  return { ...gate, logLines, key, pageOutcomes };
}
