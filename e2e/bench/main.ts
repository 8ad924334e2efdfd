import { randomBytes } from "node:crypto";
import { aDelivery } from "#e2e/bitbucket/scene.ts";
import type { SiteFacts } from "#lib/integrations/integration.ts";
import { playRole } from "./bench-children.ts";
import { type BenchServer, startBenchServer } from "./bench-server.ts";
import { makeBenchWorld } from "./bench-world.ts";
import { type BenchOptions, parseOptions } from "./options.ts";
import { printJson, printTable } from "./print-results.ts";
import { clientResults, type Results, tableResults } from "./results.ts";
import { makeRows } from "./rows.ts";
import { runAged } from "./run-aged.ts";
import { runRounds } from "./run-rounds.ts";
import { runSoak } from "./run-soak.ts";
import { timeColdGet } from "./time-cold-get.ts";
import { timeInitScript } from "./time-init-script.ts";

const WARM_UP_SECONDS = 3;

async function bench(server: BenchServer, options: BenchOptions): Promise<Results> {
  const world = await makeBenchWorld(server.owner);
  const { rows, stop } = await makeRows(server, world);
  try {
    await rows.reads16(WARM_UP_SECONDS);
    if (options.soakMinutes !== null) return await runSoak(rows.reads16, server.appPid, options.soakMinutes);
    const measured = await runRounds(rows, options);
    const { ownerUrl } = server;
    const pair = { reads16: rows.reads16, pgbench16: rows.pgbench16 };
    return {
      ...tableResults(measured),
      ...(await timeClients(server)),
      ...(options.isAged &&
        (await runAged({ pair, ownerUrl, vaultId: world.vaultId, young: measured, options }))),
    };
  } finally {
    stop();
  }
}

async function timeClients({ owner, server }: BenchServer): Promise<Results> {
  const site = await owner.query<SiteFacts>("integrations.site");
  const delivery = await aDelivery({ owner, site }, { BENCH_VALUE: randomBytes(16).toString("hex") });
  const script = await timeInitScript(delivery);
  return clientResults(script, await timeColdGet(server.url, delivery));
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const server = await startBenchServer();
  // The database is a process group of its own and would outlive us.
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void server.stop().finally(() => process.exit(1)));
  try {
    const results = await bench(server, options);
    if (options.isJson) printJson(results);
    else printTable(results);
  } finally {
    await server.stop();
  }
}

if (!playRole(process.argv[2])) await main();
