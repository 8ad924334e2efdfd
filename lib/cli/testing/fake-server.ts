import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerClaim } from "./fake-claim.ts";
import { answerEnrollment } from "./fake-enrollment.ts";
import { answerPoll } from "./fake-poll.ts";
import { answerRead } from "./fake-reads.ts";
import { answerRehearsal } from "./fake-rehearsal.ts";
import { refuseSignature } from "./fake-signatures.ts";
import type { FakeAnswer, FakeState } from "./fake-state.ts";
import type { World } from "./world.ts";

export type FakeServer = { readonly url: string; readonly state: FakeState; close(): Promise<void> };

/** A server that checks signatures as the real one does and answers with the real one's shapes. */
export async function startFakeServer(world: World): Promise<FakeServer> {
  const state: FakeState = {
    world,
    publicKey: "",
    clockOffsetSeconds: 0,
    override: null,
    changes: new Map(),
    cuts: 0,
    cutPath: null,
    seenNonces: new Set(),
    enrolledKeys: [],
    isClaimOver: false,
    log: [],
  };
  const server = createServer((request, response) => void serve(state, request, response));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return { url, state, close: () => closeServer(server) };
}

async function serve(state: FakeState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks);
  state.log.push(`${request.method} ${request.url}`);
  const answer = state.override ?? route(state, request, body);
  if (state.cuts > 0 || state.cutPath === request.url) {
    if (state.cuts > 0) state.cuts -= 1;
    request.socket.destroy();
    return;
  }
  const now = new Date(Date.now() + state.clockOffsetSeconds * 1000);
  const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    "content-type": "application/json",
    date: now.toUTCString(),
    "x-request-id": "00000000-0000-4000-8000-000000000000",
    ...answer.headers,
  });
  response.end(text);
}

function route(state: FakeState, request: IncomingMessage, body: Buffer): FakeAnswer {
  if (request.url === "/v1/claims/redeem") return answerClaim(state, request, body);
  if (/\/(enroll|bootstrap)\/register$/.test(request.url ?? ""))
    return answerEnrollment(state, request, body);
  if (request.url?.endsWith("/enroll/rehearse")) return answerRehearsal(state, request, body);
  const refusal = refuseSignature(state, request, body);
  if (refusal !== null) return refusal;
  if (request.url === "/v1/secrets/poll") return answerPoll(state, body);
  const answer = answerRead(state.world, request, body);
  for (const id of state.changes.keys())
    if (request.url === "/v1/secrets/export" || request.url === `/v1/secret/${id}`) state.changes.delete(id);
  return answer;
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
