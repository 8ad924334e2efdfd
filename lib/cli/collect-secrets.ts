import type { ListedSecret } from "../contract/reads.ts";
import { decodeFieldNames } from "../sdk/decode-answer.ts";
import type { Deliverable } from "../sdk/expand-secrets.ts";
import { exportSecrets, getSecretValue, listReadable } from "../sdk/read-secrets.ts";
import type { Machine } from "../sdk/signed-client.ts";
import { findSecretByName, isSecretId } from "./find-secret.ts";

type Wanted = { readonly id: string; readonly name: string; readonly fieldNames: readonly string[] | null };

/** All granted secrets with their values, one request. */
export async function collectAll(machine: Machine, projectId: string | null): Promise<Deliverable[]> {
  const secrets = await exportSecrets(machine, projectId);
  return secrets.map((secret) => ({ ...secret, fieldNames: fieldNamesOf(machine, secret.fieldNames) }));
}

/** The same without reading any value: what a dry run shows. */
export async function outlineAll(machine: Machine, projectId: string | null): Promise<Deliverable[]> {
  const listed = await listReadable(machine, projectId);
  return listed.map((secret) => outline({ ...secret, fieldNames: fieldNamesOf(machine, secret.fieldNames) }));
}

/** Named ones. Asked for by id, a secret's variable is called after the id, as with every SikkerKey CLI; by name, after the name. */
export async function chooseSecrets(
  machine: Machine,
  asked: readonly string[],
  projectId: string | null,
): Promise<Wanted[]> {
  const listed = await listReadable(machine, projectId);
  return [...new Set(asked)].map((word) => {
    if (!isSecretId(word)) return wanted(machine, findSecretByName(listed, word), null);
    const found = listed.find(({ id }) => id === word);
    // Not listed: the read itself will say why.
    return found === undefined ? { id: word, name: word, fieldNames: null } : wanted(machine, found, word);
  });
}

export async function collectChosen(machine: Machine, chosen: readonly Wanted[]): Promise<Deliverable[]> {
  const collected: Deliverable[] = [];
  for (const secret of chosen) collected.push({ ...secret, value: await getSecretValue(machine, secret.id) });
  return collected;
}

/** Stands for a secret whose value is not read. */
export function outline(secret: Wanted): Deliverable {
  const fields = secret.fieldNames?.map((field) => [field, ""] as const);
  return { ...secret, value: fields === undefined ? "" : JSON.stringify(Object.fromEntries(fields)) };
}

function wanted(machine: Machine, secret: ListedSecret, calledAs: string | null): Wanted {
  const fieldNames = fieldNamesOf(machine, secret.fieldNames);
  return { id: secret.id, name: calledAs ?? secret.name, fieldNames };
}

const fieldNamesOf = (machine: Machine, text: string | null) => decodeFieldNames(machine.apiUrl, text);
