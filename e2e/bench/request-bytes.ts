import { createHash, createPrivateKey, randomBytes, sign } from "node:crypto";
import { SIGNED_HEADERS, signatureBase } from "#lib/protocol/signed-request.ts";
import type { LoadJob } from "./load-job.ts";

type Request = {
  readonly method: string;
  readonly path: string;
  readonly headers?: readonly string[];
  readonly body?: string;
};

function bytesOf(port: number, { method, path, headers = [], body = "" }: Request): Buffer {
  const length =
    body === "" ? [] : ["content-type: application/json", `content-length: ${Buffer.byteLength(body)}`];
  return Buffer.from(
    [`${method} ${path} HTTP/1.1`, `host: localhost:${port}`, ...headers, ...length, "", body].join("\r\n"),
  );
}

/** Every request of a job as it goes over the wire. Signatures are made here, before anything is timed. */
export function makeRequests({ port, requests }: LoadJob): readonly Buffer[] {
  if (requests.kind === "same") return [bytesOf(port, { method: "GET", path: requests.path })];
  if (requests.kind === "each")
    return requests.bodies.map((body) => bytesOf(port, { method: "POST", path: requests.path, body }));
  const { method, path, body } = requests;
  const signers = requests.signers.map(({ machineId, privateKeyPem }) => ({
    machineId,
    privateKey: createPrivateKey(privateKeyPem),
  }));
  const bodyHash = createHash("sha256").update(body).digest("hex");
  const timestamp = String(Math.floor(Date.now() / 1000));
  return Array.from({ length: requests.count }, (_, index) => {
    const signer = signers[index % signers.length];
    if (!signer) throw new Error("A signed load needs a machine");
    const nonce = randomBytes(16).toString("base64");
    const base = signatureBase(method, path, timestamp, nonce, bodyHash);
    const signature = sign(null, Buffer.from(base), signer.privateKey).toString("base64");
    const headers = [
      `${SIGNED_HEADERS.machineId}: ${signer.machineId}`,
      `${SIGNED_HEADERS.timestamp}: ${timestamp}`,
      `${SIGNED_HEADERS.nonce}: ${nonce}`,
      `${SIGNED_HEADERS.signature}: ${signature}`,
    ];
    return bytesOf(port, { method, path, headers, body });
  });
}
