import { startBareHttp, startLoadGenerator } from "./bench-children.ts";
import type { BenchServer } from "./bench-server.ts";
import type { BenchWorld } from "./bench-world.ts";
import type { Figures } from "./figures.ts";
import type { LoadJob, Signer } from "./load-job.ts";
import { measureLoad } from "./measure-load.ts";
import { pgbenchScript } from "./pgbench-statement.ts";
import { runPgbench } from "./run-pgbench.ts";

/** One window of `seconds`; null where this machine lacks what the row needs. */
export type Row = (seconds: number) => Promise<Figures | null>;

const FIRST_GUESS_PER_SECOND = 6_000;
const ENROLLMENTS_PER_WINDOW = 300;

/** Everything that is measured, by name, and what ends the processes it needs. */
export async function makeRows(bench: BenchServer, world: BenchWorld) {
  const generator = startLoadGenerator();
  const bareHttp = await startBareHttp();
  const rates = new Map<string, number>();
  const { port } = bench.server;
  const measure = (clients: number, seconds: number, requests: LoadJob["requests"], at = port) =>
    measureLoad(generator, bench, { port: at, clients, milliseconds: seconds * 1000, requests });

  const signed =
    (
      name: string,
      clients: number,
      signers: readonly Signer[],
      method: string,
      path: string,
      body = "",
    ): Row =>
    async (seconds) => {
      // Half more than the last window used; one that runs out of requests ends early and is as true.
      const count = Math.ceil((rates.get(name) ?? FIRST_GUESS_PER_SECOND) * seconds * 1.5) + 100;
      const figures = await measure(clients, seconds, { kind: "signed", method, path, body, signers, count });
      rates.set(name, figures.perSecond);
      return figures;
    };
  const reads = (clients: number) =>
    signed(`reads${clients}`, clients, world.readers, "GET", `/v1/secret/${world.secretId}`);
  const exports = (count: 50 | 1000) => {
    rates.set(`export${count}`, 30_000 / count);
    return signed(`export${count}`, 1, [world.exporters[count]], "POST", "/v1/secrets/export", "{}");
  };
  const script = pgbenchScript(world);
  const rows = {
    reads1: reads(1),
    reads16: reads(16),
    pgbench16: (seconds) => runPgbench(bench, { script, clients: 16, seconds }),
    nextRoute16: (seconds) => measure(16, seconds, { kind: "same", path: "/npm/-/ping" }),
    nodeHttp16: (seconds) => measure(16, seconds, { kind: "same", path: "/" }, bareHttp.port),
    reads64: reads(64),
    export50: exports(50),
    export1000: exports(1000),
    enrollments16: (seconds) => {
      const bodies = Array.from({ length: ENROLLMENTS_PER_WINDOW }, world.enrollment);
      return measure(16, seconds, { kind: "each", path: world.enrollPath, bodies });
    },
  } satisfies Record<string, Row>;
  return {
    rows,
    stop: () => {
      generator.stop();
      bareHttp.stop();
    },
  };
}

export type RowName = keyof Awaited<ReturnType<typeof makeRows>>["rows"];
