import { createHash, type KeyObject, randomBytes, sign } from "node:crypto";
import type { Identity } from "../protocol/identity-file.ts";
import { SIGNED_HEADERS, signatureBase } from "../protocol/signed-request.ts";
import { answerError } from "./answer-error.ts";
import { attemptAgain } from "./attempt-again.ts";
import { ClientError } from "./client-error.ts";
import { type Answer, sendRequest } from "./send-request.ts";
import type { Sending } from "./sending.ts";

/** A machine ready to ask: its identity, its key, and the origin it asks. */
export type Machine = {
  readonly identity: Identity;
  readonly privateKey: KeyObject;
  readonly apiUrl: string;
  /** How requests are sent; without it once, with the default limit. */
  readonly sending?: Sending;
};

type SignedRequest = { readonly method: "GET" | "POST"; readonly path: string; readonly body?: unknown };

/** Signs, sends, and gives the answer's JSON; anything but 200 is thrown as a `ClientError`. Each attempt is signed anew. */
export function requestSigned(machine: Machine, request: SignedRequest): Promise<unknown> {
  return attemptAgain(machine.sending ?? {}, async () => {
    const answer = await sendSigned(machine, request);
    if (answer.status !== 200) throw answerError(machine.apiUrl, answer, Date.now());
    return parseBody(machine.apiUrl, answer);
  });
}

/** The raw answer, for a caller that reads more than the body. */
export function sendSigned(machine: Machine, { method, path, body }: SignedRequest): Promise<Answer> {
  const text = body === undefined ? "" : JSON.stringify(body);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(16).toString("base64");
  const bodyHash = createHash("sha256").update(text, "utf8").digest("hex");
  const base = signatureBase(method, path, timestamp, nonce, bodyHash);
  const headers: Record<string, string> = {
    accept: "application/json",
    [SIGNED_HEADERS.machineId]: machine.identity.machineId,
    [SIGNED_HEADERS.timestamp]: timestamp,
    [SIGNED_HEADERS.nonce]: nonce,
    [SIGNED_HEADERS.signature]: sign(null, Buffer.from(base, "utf8"), machine.privateKey).toString("base64"),
  };
  if (text !== "") headers["content-type"] = "application/json";
  const { timeoutMs, signal, isBackground } = machine.sending ?? {};
  return sendRequest({
    origin: machine.apiUrl,
    method,
    path,
    headers,
    body: text,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(signal === undefined ? {} : { signal }),
    ...(isBackground === undefined ? {} : { isBackground }),
  });
}

export function parseBody(origin: string, answer: Answer): unknown {
  try {
    return JSON.parse(answer.body);
  } catch {
    throw malformedAnswer(origin);
  }
}

export function malformedAnswer(origin: string): ClientError {
  return new ClientError("malformed", `${origin} did not answer like a SikkerKey server.`, {
    remedy: "Check the address, and that no proxy or login page answers in its place.",
    status: 200,
  });
}
