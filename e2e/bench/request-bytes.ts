import { createPrivateKey } from "node:crypto";
import { secondsFromNow, signedLines } from "#e2e/raw-signed.ts";
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
    id: machineId,
    privateKey: createPrivateKey(privateKeyPem),
  }));
  const timestamp = secondsFromNow(0);
  return Array.from({ length: requests.count }, (_, index) => {
    const signer = signers[index % signers.length];
    if (!signer) throw new Error("A signed load needs a machine");
    const headers = signedLines(signer, { method, path, body, timestamp });
    return bytesOf(port, { method, path, headers, body });
  });
}
