import { createHash } from "node:crypto";
import type { Owner } from "#e2e/owner.ts";
import { rawRequest } from "#e2e/raw-request.ts";
import { requestText, type Signer, signedLines } from "#e2e/raw-signed.ts";
import { registerMachine } from "#e2e/register-machine.ts";

export type TestMachine = Signer & { readonly fingerprint: string };

async function makeMachine(address: string, token: string, hostname: string): Promise<TestMachine> {
  const machine = await registerMachine(address, token, hostname);
  return { ...machine, fingerprint: fingerprintOf(machine.publicKey) };
}

/** Of a raw key in base64, as the pages write it. */
export function fingerprintOf(publicKey: string): string {
  const raw = Buffer.from(publicKey, "base64");
  return `SHA256:${createHash("sha256").update(raw).digest("base64").replace(/=+$/, "")}`;
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

/** What the server says to one signed read. */
export async function readStatus(url: string, machine: TestMachine, secretId: string): Promise<number> {
  const path = `/v1/secret/${secretId}`;
  const text = requestText(`GET ${path}`, signedLines(machine, { path }));
  return (await rawRequest(Number(new URL(url).port), text)).status;
}
