import { claimServer } from "#e2e/owner.ts";
import { startServer } from "#e2e/start-server.ts";
import { prepareWorld } from "./machines.ts";
import { type Figures, measureBareRoute, measureReads } from "./measure.ts";

const CLIENTS = [1, 16, 64] as const;
const SECONDS = 5;
const ROUNDS = 3;

const best = (runs: readonly Figures[]) => runs.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
const row = (name: string, { perSecond, p50, p99 }: Figures, ratio = "") =>
  `${name.padEnd(34)}${perSecond.toFixed(0).padStart(9)}${p50.toFixed(1).padStart(9)}${p99.toFixed(1).padStart(9)}  ${ratio}`;

/** Reads and bare route take turns within the same minutes; the best of three rounds counts, and ratios are what to quote. */
async function main(): Promise<void> {
  const server = await startServer();
  try {
    const world = await prepareWorld(await claimServer(server.setupLink), 64);
    await measureReads(world, { clients: 16, seconds: 3 });
    await measureBareRoute(world.url, { clients: 16, seconds: 3 });
    console.log(`\n${"".padEnd(34)}${"per s".padStart(9)}${"p50 ms".padStart(9)}${"p99 ms".padStart(9)}`);
    for (const clients of CLIENTS) {
      const load = { clients, seconds: SECONDS };
      const reads: Figures[] = [];
      const bare: Figures[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        reads.push(await measureReads(world, load));
        bare.push(await measureBareRoute(world.url, load));
      }
      const [read, route] = [best(reads), best(bare)];
      const ratio = `${(read.perSecond / route.perSecond).toFixed(2)} × the bare route`;
      console.log(row(`signed reads, ${clients} clients`, read, ratio));
      console.log(row(`bare static route, ${clients} clients`, route));
    }
  } finally {
    await server.stop();
  }
}

await main();
