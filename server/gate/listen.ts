import type { Server } from "node:http";
import type { AddressInfo, ListenOptions } from "node:net";
import type { Config } from "#server/config.ts";
import { describeError } from "#server/log.ts";
import { allowedHosts } from "./allowed-hosts.ts";
import { closeServers } from "./close-servers.ts";
import { type GateServices, makeGate } from "./gate.ts";
import { makeHttpServer } from "./http-server.ts";
import { explainListenFailure, isMissingAddress } from "./listen-error.ts";
import type { NextHandler } from "./pass-to-next.ts";
import { MACHINE_ROUTES, type MachineRoute } from "./routes.ts";
import { serveRequest } from "./serve-request.ts";

type Start = {
  readonly config: Config;
  readonly services: GateServices;
  readonly nextHandler: NextHandler;
  /** Templates of the pages, for the access log; `readPageTemplates` finds them in the build. */
  readonly pageTemplates?: readonly string[];
  readonly machineRoutes?: readonly MachineRoute[];
  /** How long a machine's request body may take to arrive. */
  readonly bodyMilliseconds?: number;
};

export type RunningGate = {
  readonly port: number;
  readonly addresses: readonly { readonly host: string; readonly port: number }[];
  /** Refuses new connections and waits for requests under way, at most this long. */
  close(graceMs: number): Promise<void>;
};

/** Opens the doors on every configured address, all with one port. Throws `ListenError`. */
export async function startGate(start: Start): Promise<RunningGate> {
  const { config, machineRoutes = MACHINE_ROUTES, pageTemplates = [], bodyMilliseconds = 10_000 } = start;
  const gate = makeGate({ ...start, machineRoutes, pageTemplates, bodyMilliseconds });
  const servers: Server[] = [];
  const addresses: { host: string; port: number }[] = [];
  let hosts: ReadonlySet<string> = new Set();
  let port = config.port;
  for (const host of config.hosts) {
    const server = makeHttpServer((req, res) => {
      serveRequest(gate, hosts, req, res).catch((error: unknown) => {
        gate.log.error("the gate failed", { error: describeError(error) });
        res.destroy();
      });
    });
    try {
      port = await listen(server, { host, port, ipv6Only: config.hosts.length > 1 });
    } catch (error) {
      if (!config.hasChosenHost && addresses.length > 0 && isMissingAddress(error)) continue;
      await closeServers(servers, 0);
      throw explainListenFailure(error, host, port);
    }
    server.on("error", (error) => gate.log.error("listening failed", { error: describeError(error) }));
    hosts = allowedHosts(config.baseUrl, port);
    servers.push(server);
    addresses.push({ host, port });
  }
  return { port, addresses, close: (graceMs) => closeServers(servers, graceMs) };
}

/** Resolves with the port, which the system chooses when `port` is 0. */
function listen(server: Server, address: ListenOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(address, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
