import { createHash, randomBytes, sign } from "node:crypto";
import type { BenchMachine } from "#e2e/bench/machines.ts";
import { SIGNED_HEADERS, signatureBase } from "#lib/protocol/signed-request.ts";

type Signed = {
  readonly method?: string;
  readonly path: string;
  readonly body?: string;
};

/** Header lines of a request that is valid exactly as it is described here. */
export function signedLines(machine: BenchMachine, { method = "GET", path, body = "" }: Signed): string[] {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(16).toString("base64");
  const bodyHash = createHash("sha256").update(body).digest("hex");
  const base = signatureBase(method, path, timestamp, nonce, bodyHash);
  return [
    `${SIGNED_HEADERS.machineId}: ${machine.id}`,
    `${SIGNED_HEADERS.timestamp}: ${timestamp}`,
    `${SIGNED_HEADERS.nonce}: ${nonce}`,
    `${SIGNED_HEADERS.signature}: ${sign(null, Buffer.from(base), machine.privateKey).toString("base64")}`,
  ];
}

/** The bytes of a request with these header lines. */
export function requestText(line: string, headers: readonly string[], body = ""): string {
  const framing =
    body === "" && !line.startsWith("POST") ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  const type = body === "" ? [] : ["Content-Type: application/json"];
  return `${[`${line} HTTP/1.1`, "Host: localhost", ...headers, ...framing, ...type].join("\r\n")}\r\n\r\n${body}`;
}
