import autocannon from "autocannon";
import { type BenchWorld, signRead } from "./machines.ts";

export type Figures = { readonly perSecond: number; readonly p50: number; readonly p99: number };

type Load = { readonly clients: number; readonly seconds: number };

/** Signed reads, each with a nonce and signature of its own made by the load generator. Anything but 200 ends the bench. */
export function measureReads(world: BenchWorld, load: Load): Promise<Figures> {
  let next = 0;
  const { url, path, machines } = world;
  return run(load, {
    url,
    requests: [
      {
        method: "GET",
        path,
        setupRequest(request) {
          const machine = machines[next++ % machines.length];
          return machine ? { ...request, headers: signRead(machine, path) } : request;
        },
      },
    ],
  });
}

/** A route handler of the same server that does nothing: what the framework alone costs in the same minute. */
export function measureBareRoute(url: string, load: Load): Promise<Figures> {
  return run(load, { url, requests: [{ method: "GET", path: "/npm/-/ping" }] });
}

async function run({ clients, seconds }: Load, options: autocannon.Options): Promise<Figures> {
  const result = await autocannon({ ...options, connections: clients, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers were not 200 and ${result.errors} requests failed`);
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
}
