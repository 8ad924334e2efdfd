import type { ListedSecret } from "../contract/reads.ts";
import { ClientError } from "../sdk/client-error.ts";
import { decodeFieldNames } from "../sdk/decode-answer.ts";
import type { Deliverable } from "../sdk/expand-secrets.ts";
import type { OfflineCache } from "../sdk/offline-cache.ts";
import { exportSecrets, listReadable } from "../sdk/read-secrets.ts";
import type { Machine } from "../sdk/signed-client.ts";
import { findProject } from "./find-project.ts";
import { findSecretByName, isSecretId } from "./find-secret.ts";
import { answerOrCache, clearWhenRefused } from "./offline/answer-or-cache.ts";
import { cachedAll, cachedChosen } from "./offline/cached-secrets.ts";
import { forgetUnlisted, keepAll, readAndKeepNamed } from "./offline/keep-values.ts";
import type { SecretSource } from "./offline/secret-source.ts";

export type Selection = {
  /** Ids and exact names; null is everything granted. */
  readonly asked: readonly string[] | null;
  /** Name or id; the cache knows none. */
  readonly project: string | null;
};

export type Collected = {
  readonly secrets: readonly Deliverable[];
  /** Whether the server was not reached, so that these values may be old. */
  readonly isCached: boolean;
};

/**
 * The chosen secrets with their values. Asked for by id, a secret's variable is called after the id, as with every SikkerKey
 * CLI; by name, after the name.
 */
export async function collectSecrets(source: SecretSource, selection: Selection): Promise<Collected> {
  const { asked, project } = selection;
  const { answer, isCached } = await answerOrCache<readonly Deliverable[]>(source, {
    online: (cache) => collectOnline(source.machine, cache, selection),
    cached(cache) {
      if (project !== null) throw projectNotCached();
      return asked === null
        ? cachedAll(cache, (id) => source.note(nameless(id)))
        : cachedChosen(cache, asked);
    },
  });
  return { secrets: answer, isCached };
}

/** From the server only, kept in the cache. */
export async function collectOnline(
  machine: Machine,
  cache: OfflineCache | null,
  { asked, project }: Selection,
): Promise<readonly Deliverable[]> {
  const projectId = project === null ? null : (await findProject(machine, project)).projectId;
  if (asked !== null) {
    const collected: Deliverable[] = [];
    for (const secret of await chooseSecrets(machine, cache, asked, projectId))
      collected.push({ ...secret, value: await readAndKeepNamed(machine, cache, secret) });
    return collected;
  }
  if (projectId !== null) {
    const secrets = await exportSecrets(machine, projectId);
    for (const { id, name, value, fieldNames } of secrets)
      cache?.put(id, { value, name, ...(fieldNames === null ? {} : { fieldNames }) });
    return secrets.map((secret) => ({ ...secret, fieldNames: fieldNamesOf(machine, secret.fieldNames) }));
  }
  const secrets = await clearWhenRefused(cache, () => exportSecrets(machine, null));
  keepAll(cache, secrets);
  return secrets.map((secret) => ({ ...secret, fieldNames: fieldNamesOf(machine, secret.fieldNames) }));
}

/** The same secrets without any value: what a dry run shows. */
export async function outlineSecrets(source: SecretSource, selection: Selection): Promise<Deliverable[]> {
  const { machine, isOffline } = source;
  const { asked, project } = selection;
  if (isOffline) return (await collectSecrets(source, selection)).secrets.map(outline);
  const projectId = project === null ? null : (await findProject(machine, project)).projectId;
  if (asked !== null) return (await chooseSecrets(machine, null, asked, projectId)).map(outline);
  const listed = await listReadable(machine, projectId);
  return listed.map((secret) => outline(wanted(machine, secret, secret.name)));
}

/** The one secret of this name, and out of the cache whatever is granted no more. */
export async function findListed(
  machine: Machine,
  cache: OfflineCache | null,
  name: string,
): Promise<ListedSecret> {
  const listed = await clearWhenRefused(cache, () => listReadable(machine, null));
  forgetUnlisted(cache, listed);
  return findSecretByName(listed, name);
}

type Wanted = Omit<Deliverable, "value"> & { readonly listed: ListedSecret | null };

async function chooseSecrets(
  machine: Machine,
  cache: OfflineCache | null,
  asked: readonly string[],
  projectId: string | null,
): Promise<Wanted[]> {
  const list = () => listReadable(machine, projectId);
  const listed = projectId === null ? await clearWhenRefused(cache, list) : await list();
  if (projectId === null) forgetUnlisted(cache, listed);
  return [...new Set(asked)].map((word) => {
    if (!isSecretId(word)) {
      const found = findSecretByName(listed, word);
      return wanted(machine, found, found.name);
    }
    const found = listed.find(({ id }) => id === word);
    // Not listed: the read itself will say why.
    return found === undefined
      ? { id: word, name: word, fieldNames: null, listed: null }
      : wanted(machine, found, word);
  });
}

function wanted(machine: Machine, listed: ListedSecret, calledAs: string): Wanted {
  return { id: listed.id, name: calledAs, fieldNames: fieldNamesOf(machine, listed.fieldNames), listed };
}

/** Stands for a secret whose value is not read. */
function outline({ id, name, fieldNames }: Omit<Deliverable, "value">): Deliverable {
  const fields = fieldNames?.map((field) => [field, ""] as const);
  const value = fields === undefined ? "" : JSON.stringify(Object.fromEntries(fields));
  return { id, name, fieldNames, value };
}

const fieldNamesOf = (machine: Machine, text: string | null) => decodeFieldNames(machine.apiUrl, text);

const nameless = (id: string) =>
  `${id} is left out: it is cached from a single read, without its name. Run this command once while the server answers.`;

const projectNotCached = () =>
  new ClientError("input", "The offline cache does not know projects.", { remedy: "Leave --project out." });
