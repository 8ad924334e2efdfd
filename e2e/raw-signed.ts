import { createHash, type KeyObject, randomBytes, sign } from "node:crypto";
import { SIGNED_HEADERS, signatureBase } from "#lib/protocol/signed-request.ts";

export type Signer = { readonly id: string; readonly privateKey: KeyObject };

export type Signed = {
  readonly method?: string;
  readonly path: string;
  /** One character per byte. */
  readonly body?: string;
  readonly timestamp?: string;
  readonly nonce?: string;
};

/** Text as it travels, one character per byte. */
export const utf8 = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

export const freshNonce = (): string => randomBytes(16).toString("base64");

/** Seconds from now as a timestamp header has them. */
export const secondsFromNow = (seconds: number): string => String(Math.floor(Date.now() / 1000) + seconds);

/** Header lines of a request that is valid exactly as it is described here. */
export function signedLines(machine: Signer, request: Signed): string[] {
  const { timestamp = secondsFromNow(0), nonce = freshNonce() } = request;
  const base = baseOf({ ...request, timestamp, nonce });
  const signature = sign(null, base, machine.privateKey).toString("base64");
  return headerLines({ id: machine.id, timestamp, nonce, signature });
}

/** The bytes that are signed. */
export function baseOf({
  method = "GET",
  path,
  body = "",
  timestamp,
  nonce,
}: Signed & { readonly timestamp: string; readonly nonce: string }): Buffer {
  const bodyHash = createHash("sha256").update(Buffer.from(body, "latin1")).digest("hex");
  return Buffer.from(signatureBase(method, path, timestamp, nonce, bodyHash), "latin1");
}

type HeaderValues = {
  readonly id: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
};

export function headerLines({ id, timestamp, nonce, signature }: HeaderValues): string[] {
  return [
    `${SIGNED_HEADERS.machineId}: ${id}`,
    `${SIGNED_HEADERS.timestamp}: ${timestamp}`,
    `${SIGNED_HEADERS.nonce}: ${nonce}`,
    `${SIGNED_HEADERS.signature}: ${signature}`,
  ];
}

/** The bytes of a request with these header lines. */
export function requestText(line: string, headers: readonly string[], body = ""): string {
  const framing = body === "" && !line.startsWith("POST") ? [] : [`Content-Length: ${body.length}`];
  const isTyped = headers.some((header) => /^content-type:/i.test(header));
  const type = body === "" || isTyped ? [] : ["Content-Type: application/json"];
  return `${[`${line} HTTP/1.1`, "Host: localhost", ...headers, ...framing, ...type].join("\r\n")}\r\n\r\n${body}`;
}
