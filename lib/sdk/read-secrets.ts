import type {
  CliProject,
  CliSecret,
  ExportedSecret,
  ListedSecret,
  VerifyAccessBody,
} from "../contract/reads.ts";
import { ClientError } from "./client-error.ts";
import {
  decodeChanges,
  decodeCliSecrets,
  decodeExportedSecrets,
  decodeListedSecrets,
  decodeProjects,
  decodeSecretValue,
  decodeVerifyAccess,
} from "./decode-answer.ts";
import { type Machine, requestSigned } from "./signed-client.ts";

/** Anything else would be written differently on the wire than it was signed. */
export function checkSecretId(secretId: string): void {
  if (typeof secretId !== "string" || !/^[A-Za-z0-9_-]{1,64}$/.test(secretId))
    throw new ClientError("input", "That is not a secret's id.", {
      remedy: "Ids look like sk_ and ten characters; `sikkerkey list secrets` shows them.",
    });
}

/** The machine plane, one function per route (wire-protocol 2.1–2.8). */
export async function getSecretValue(machine: Machine, secretId: string): Promise<string> {
  checkSecretId(secretId);
  const body = await requestSigned(machine, { method: "GET", path: `/v1/secret/${secretId}` });
  return decodeSecretValue(machine.apiUrl, body);
}

export async function listReadable(machine: Machine, projectId: string | null): Promise<ListedSecret[]> {
  const body = await requestSigned(
    machine,
    projectId === null
      ? { method: "GET", path: "/v1/secrets" }
      : { method: "POST", path: "/v1/secrets/list", body: { projectId } },
  );
  return decodeListedSecrets(machine.apiUrl, body);
}

export async function exportSecrets(machine: Machine, projectId: string | null): Promise<ExportedSecret[]> {
  const request = { method: "POST", path: "/v1/secrets/export" } as const;
  const body = await requestSigned(
    machine,
    projectId === null ? request : { ...request, body: { projectId } },
  );
  return decodeExportedSecrets(machine.apiUrl, body);
}

/** The server takes this many ids in one poll. */
const POLL_IDS_MAX = 1000;

/** What changed since this machine last read it: status by secret id (wire-protocol 2.5, 3). */
export async function pollChanges(
  machine: Machine,
  secretIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const changes = new Map<string, string>();
  for (let at = 0; at < secretIds.length; at += POLL_IDS_MAX) {
    const body = { watch: secretIds.slice(at, at + POLL_IDS_MAX) };
    const answer = await requestSigned(machine, { method: "POST", path: "/v1/secrets/poll", body });
    for (const [id, status] of decodeChanges(machine.apiUrl, answer)) changes.set(id, status);
  }
  return changes;
}

export async function listProjects(machine: Machine): Promise<CliProject[]> {
  const body = await requestSigned(machine, { method: "GET", path: "/v1/cli/projects" });
  return decodeProjects(machine.apiUrl, body);
}

export async function listSecrets(machine: Machine): Promise<CliSecret[]> {
  const body = await requestSigned(machine, { method: "GET", path: "/v1/cli/secrets" });
  return decodeCliSecrets(machine.apiUrl, body);
}

export async function verifyAccess(machine: Machine, projectId: string): Promise<VerifyAccessBody> {
  const body = await requestSigned(machine, {
    method: "POST",
    path: "/v1/verify-access",
    body: { projectId },
  });
  return decodeVerifyAccess(machine.apiUrl, body);
}
