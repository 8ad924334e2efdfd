import type { Log } from "#server/log.ts";
import type { Exchange } from "./exchange.ts";

/** One line per request, with the route's template: a raw target may hold what somebody mistyped into it. */
export function logAccess(exchange: Exchange, log: Log): void {
  const { res, method, peer, requestId, plane } = exchange;
  const startedAt = performance.now();
  res.once("close", () => {
    if (plane === "asset" && res.statusCode < 400) return;
    log.info("request", {
      requestId,
      method: /^[A-Z]{1,10}$/.test(method) ? method : "OTHER",
      route: exchange.route,
      status: res.statusCode,
      code: exchange.code ?? undefined,
      reason: res.writableFinished ? undefined : "client_gone",
      durationMs: Math.round((performance.now() - startedAt) * 100) / 100,
      sourceIp: peer.address,
      ipSource: peer.source,
    });
  });
}
