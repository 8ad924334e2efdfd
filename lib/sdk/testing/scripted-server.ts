import { mkdirSync, mkdtempSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { makeKeyPair } from "../private-key.ts";
import { saveIdentity } from "../save-identity.ts";

export const VAULT_ID = "vault_test0123456789ab";
export const MACHINE_ID = "550e8400-e29b-41d4-a716-446655440000";

export type Seen = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** `body` is sent as it is when it is text. */
export type ScriptedAnswer =
  | {
      readonly status?: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | "cut"
  | "hang";

export type ScriptedServer = {
  readonly url: string;
  readonly seen: Seen[];
  /** What comes next; a test changes it between requests. */
  answer: (request: Seen) => ScriptedAnswer | Promise<ScriptedAnswer>;
};

/** A server that answers what the test says and remembers what it was asked. It ends with the test. */
export async function scriptedServer(answer: ScriptedServer["answer"]): Promise<ScriptedServer> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method = "", url = "", headers } = request;
    const seen = { method, path: url, headers, body: Buffer.concat(chunks).toString("utf8") };
    scripted.seen.push(seen);
    const answer = await scripted.answer(seen);
    if (answer === "hang") return;
    if (answer === "cut") return void request.socket.destroy();
    const { status = 200, body = {} } = answer;
    response.writeHead(status, { "content-type": "application/json", ...answer.headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const scripted: ScriptedServer = { url: `http://localhost:${port}`, seen: [], answer };
  return scripted;
}

/** Writes a machine's identity under this home; returns the path of `identity.json` and the key it must never show. */
export function writeIdentity(home: string, apiUrl: string, vaultId = VAULT_ID) {
  const folder = join(home, "vaults", vaultId);
  mkdirSync(folder, { recursive: true });
  const keyPair = makeKeyPair();
  const facts = { machineId: MACHINE_ID, machineName: "ci-0a1b2c3d", vaultId, expiresAt: null };
  return { identityFile: saveIdentity(folder, { ...facts, apiUrl, keyPair }), pem: keyPair.pem };
}

/** A server with this script, and the identity of a machine that asks it. */
export async function aMachineOf(folder: string, answer: ScriptedServer["answer"]) {
  const server = await scriptedServer(answer);
  const home = mkdtempSync(join(folder, "home-"));
  return { server, home, ...writeIdentity(home, server.url) };
}

/** One answer after the other; the last one stays. */
export function inTurn(...answers: readonly ScriptedAnswer[]): ScriptedServer["answer"] {
  let at = 0;
  return () => answers[Math.min(at++, answers.length - 1)] ?? {};
}
