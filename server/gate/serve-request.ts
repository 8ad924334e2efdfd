import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { logAccess } from "./access-log.ts";
import type { Exchange } from "./exchange.ts";
import type { Gate } from "./gate.ts";
import { establishPeer } from "./peer.ts";
import { planeOf } from "./plane.ts";
import { checkProtocolSwitches } from "./protocol-switches.ts";
import { refuse } from "./refuse.ts";
import { serveMachine } from "./serve-machine.ts";
import { servePage } from "./serve-page.ts";
import { checkSingleValued } from "./single-valued.ts";

/** One request from its first byte to its answer. Whatever goes wrong is answered here. */
export async function serveRequest(
  gate: Gate,
  hosts: ReadonlySet<string>,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const { remoteAddress } = req.socket;
  // The client is gone already; there is neither a peer to name nor anyone to answer.
  if (remoteAddress === undefined) return void res.destroy();
  const target = req.url ?? "";
  const plane = planeOf(target);
  const exchange: Exchange = {
    req,
    res,
    method: req.method ?? "",
    target,
    plane,
    peer: establishPeer(remoteAddress, req.rawHeaders, gate.trusted),
    requestId: randomUUID(),
    route: "unknown",
    code: null,
  };
  logAccess(exchange, gate.log);
  try {
    checkSingleValued(req.rawHeaders);
    checkProtocolSwitches(req.headers);
    if (plane === "machine") await serveMachine(gate, exchange);
    else await servePage(gate, exchange, hosts, plane);
  } catch (error) {
    await refuse(exchange, error, gate);
  }
}
