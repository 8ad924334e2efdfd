import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { Owner } from "#e2e/owner.ts";
import { SIGNED_HEADERS, signatureBase } from "#lib/protocol/signed-request.ts";

export type TestMachine = {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly fingerprint: string;
};

/** What a client does on a machine: a key of its own, and one request. */
async function makeMachine(address: string, token: string, hostname: string): Promise<TestMachine> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(12);
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, publicKey: raw.toString("base64"), hostname }),
  });
  if (!answer.ok) throw new Error(`Registration answered ${answer.status}: ${await answer.text()}`);
  const { machineId } = (await answer.json()) as { machineId: string };
  const hash = createHash("sha256").update(raw).digest("base64").replace(/=+$/, "");
  return { id: machineId, privateKey, fingerprint: `SHA256:${hash}` };
}

export const register = (url: string, token: string, hostname: string) =>
  makeMachine(`${url}/v1/bootstrap/register`, token, hostname);

/** A runner of a token of its own, as a pipeline's step makes it. */
export async function aRunner(owner: Owner, tokenName: string, scope: Scope): Promise<TestMachine> {
  const { vault } = await owner.query<{ vault: { id: string } }>("account.me");
  const { token } = await owner.mutate<{ token: string }>("tokens.create", {
    name: tokenName,
    projectIds: [scope.projectId],
    secretIds: [scope.secretId],
    tokenLifetimeSeconds: 3600,
    machineLifetimeSeconds: 3600,
    maxUses: 1,
  });
  return makeMachine(`${owner.url}/v1/${vault.id}/enroll/register`, token, "runner");
}

/** A machine that waits for approval, made without a page. */
export async function aPendingMachine(owner: Owner, name: string, more: object = {}): Promise<TestMachine> {
  const { token } = await owner.mutate<{ token: string }>("bootstrapTokens.create", {
    kind: "long_lived",
    machineName: name,
    ...more,
  });
  return register(owner.url, token, `${name}.internal`);
}

export const TEMPORARY = { kind: "temporary", machineLifetimeSeconds: 86_400 };

export type Scope = { readonly projectId: string; readonly secretId: string };

/** An approved one that may read one secret. */
export async function aGrantedMachine(
  owner: Owner,
  name: string,
  { projectId, secretId }: Scope,
  more: object = {},
): Promise<TestMachine> {
  const machine = await aPendingMachine(owner, name, more);
  const machineId = machine.id;
  await owner.mutate("machines.approve", { machineId });
  await owner.mutate("machines.attachProject", { machineId, projectId });
  await owner.mutate("machines.setGrants", { machineId, projectId, secretIds: [secretId] });
  return machine;
}

const EMPTY = createHash("sha256").digest("hex");

/** What the server says to one signed read. */
export async function readStatus(url: string, machine: TestMachine, secretId: string): Promise<number> {
  const path = `/v1/secret/${secretId}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(16).toString("base64");
  const base = signatureBase("GET", path, timestamp, nonce, EMPTY);
  const headers = {
    [SIGNED_HEADERS.machineId]: machine.id,
    [SIGNED_HEADERS.timestamp]: timestamp,
    [SIGNED_HEADERS.nonce]: nonce,
    [SIGNED_HEADERS.signature]: sign(null, Buffer.from(base), machine.privateKey).toString("base64"),
  };
  const answer = await fetch(url + path, { headers });
  await answer.arrayBuffer();
  return answer.status;
}
