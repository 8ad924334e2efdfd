import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { Owner } from "#e2e/owner.ts";
import { SIGNED_HEADERS, signatureBase } from "#lib/protocol/signed-request.ts";

export type BenchMachine = { readonly id: string; readonly privateKey: KeyObject };
export type BenchWorld = {
  readonly url: string;
  readonly path: string;
  readonly machines: readonly BenchMachine[];
};

/** One secret that `count` machines may read, made as a person and as runners make it. */
export async function prepareWorld(owner: Owner, count: number): Promise<BenchWorld> {
  const { vault } = await owner.query<{ vault: { id: string } }>("account.me");
  const project = await owner.mutate<{ id: string }>("projects.create", { name: "Bench" });
  const content = { kind: "single", value: randomBytes(32).toString("hex") };
  const secret = await owner.mutate<{ id: string }>("secrets.create", {
    projectId: project.id,
    name: "DATABASE_URL",
    content,
  });
  const { token } = await owner.mutate<{ token: string }>("tokens.create", {
    name: "bench",
    projectIds: [project.id],
    secretIds: [secret.id],
    tokenLifetimeSeconds: 3600,
    machineLifetimeSeconds: 3600,
    maxUses: count,
  });
  const machines: BenchMachine[] = [];
  while (machines.length < count) machines.push(await enroll(owner.url, vault.id, token));
  return { url: owner.url, path: `/v1/secret/${secret.id}`, machines };
}

async function enroll(url: string, vaultId: string, token: string): Promise<BenchMachine> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(12);
  const answer = await fetch(`${url}/v1/${vaultId}/enroll/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, publicKey: raw.toString("base64"), hostname: "bench" }),
  });
  if (!answer.ok) throw new Error(`Enrollment answered ${answer.status}: ${await answer.text()}`);
  const { machineId } = (await answer.json()) as { machineId: string };
  return { id: machineId, privateKey };
}

const EMPTY = createHash("sha256").digest("hex");

/** Fresh headers of one read. */
export function signRead(machine: BenchMachine, path: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(16).toString("base64");
  const base = signatureBase("GET", path, timestamp, nonce, EMPTY);
  return {
    [SIGNED_HEADERS.machineId]: machine.id,
    [SIGNED_HEADERS.timestamp]: timestamp,
    [SIGNED_HEADERS.nonce]: nonce,
    [SIGNED_HEADERS.signature]: sign(null, Buffer.from(base), machine.privateKey).toString("base64"),
  };
}
