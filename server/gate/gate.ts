import type { Config } from "#server/config.ts";
import type { Log } from "#server/log.ts";
import { type BodyRoom, makeBodyBudget } from "./body-budget.ts";
import { makeMatcher, type RouteMatch } from "./match-route.ts";
import type { PageOutcomes } from "./page-outcome.ts";
import type { NextHandler } from "./pass-to-next.ts";
import { type Network, parseNetwork } from "./peer.ts";
import type { BodyLimits } from "./read-body.ts";
import type { MachineRoute } from "./routes.ts";
import { securityHeaders } from "./security-headers.ts";

/** What every request needs, worked out once. */
export type Gate = {
  readonly log: Log;
  readonly key: Uint8Array;
  readonly next: NextHandler;
  readonly pageOutcomes: PageOutcomes;
  readonly hasFastPath: boolean;
  readonly baseUrl: URL;
  readonly isHttps: boolean;
  /** On every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** The same, as names and values in turn. */
  readonly headerLines: readonly string[];
  readonly trusted: readonly Network[];
  readonly machineBody: BodyLimits;
  readonly apiBody: BodyLimits;
  /** Room for the API's bodies, by who sends them. */
  readonly openBodyRoom: (source: string) => BodyRoom;
  readonly matchMachineRoute: (path: string) => RouteMatch<MachineRoute> | null;
  readonly pageTemplate: (path: string) => string;
};

export type GateServices = {
  readonly log: Log;
  readonly gateKey: Uint8Array;
  readonly pageOutcomes: PageOutcomes;
};

export type GateParts = {
  readonly config: Config;
  readonly services: GateServices;
  readonly nextHandler: NextHandler;
  readonly machineRoutes: readonly MachineRoute[];
  /** Templates of the pages and API routes, for the access log. */
  readonly pageTemplates: readonly string[];
  readonly bodyMilliseconds: number;
};

const KIB = 1024;

export function makeGate(parts: GateParts): Gate {
  const { config, services, nextHandler, machineRoutes, pageTemplates, bodyMilliseconds } = parts;
  const baseUrl = new URL(config.baseUrl);
  const isHttps = baseUrl.protocol === "https:";
  const headers = securityHeaders(isHttps);
  const matchPage = makeMatcher(pageTemplates.map((template) => ({ template })));
  return {
    log: services.log,
    key: services.gateKey,
    next: nextHandler,
    pageOutcomes: services.pageOutcomes,
    hasFastPath: config.isGateFastPath,
    baseUrl,
    isHttps,
    headers,
    headerLines: Object.entries(headers).flat(),
    trusted: config.trustedProxies.map(parseNetwork),
    machineBody: { bytes: 64 * KIB, milliseconds: bodyMilliseconds },
    apiBody: { bytes: 2 * KIB * KIB, milliseconds: 3 * bodyMilliseconds },
    openBodyRoom: makeBodyBudget(),
    matchMachineRoute: makeMatcher(machineRoutes),
    pageTemplate: (path) => matchPage(path)?.route.template ?? "unknown",
  };
}
