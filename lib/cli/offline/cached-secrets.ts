import { ClientError } from "../../sdk/client-error.ts";
import { decodeFieldNames } from "../../sdk/decode-answer.ts";
import { DeliveryError } from "../../sdk/delivery-error.ts";
import { type Deliverable, parseFields } from "../../sdk/expand-secrets.ts";
import type { CacheHit, OfflineCache } from "../../sdk/offline-cache.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { isSecretId } from "../find-secret.ts";
import type { Cached } from "./answer-or-cache.ts";

type Entry = CacheHit & { readonly id: string };

/** One cached value, by id or by its exact name. */
export function cachedOne(cache: OfflineCache, asked: string): Cached<{ id: string; value: string }> {
  const found = findEntry(cache, asked);
  return { answer: { id: found.id, value: found.value }, count: 1, oldest: found.cachedAt };
}

/** Everything cached that has a name; `leftOut` is told of the rest. */
export function cachedAll(
  cache: OfflineCache,
  leftOut: (secretId: string) => void,
): Cached<readonly Deliverable[]> {
  const entries = allEntries(cache);
  const named = entries.filter(({ id, name }) => {
    if (name === undefined) leftOut(id);
    return name !== undefined;
  });
  return gather(named.map((entry) => ({ entry, calledAs: entry.name ?? entry.id })));
}

/** The cached ones among those asked for; all of them or an error. */
export function cachedChosen(cache: OfflineCache, asked: readonly string[]): Cached<readonly Deliverable[]> {
  return gather(
    [...new Set(asked)].map((word) => {
      const entry = findEntry(cache, word);
      // A single read says nothing of fields, so whether this value is one variable or several is not known.
      if (entry.name === undefined && (parseFields(entry.value)?.size ?? 0) > 0)
        throw new DeliveryError(
          `Nothing was delivered: ${entry.id} is cached from a single read, which does not say whether it has fields.`,
          [],
          "Run this command once while the server answers.",
        );
      return { entry, calledAs: word };
    }),
  );
}

function gather(
  found: readonly { readonly entry: Entry; readonly calledAs: string }[],
): Cached<readonly Deliverable[]> {
  const times = found.map(({ entry }) => entry.cachedAt);
  return {
    answer: found.map(({ entry: { id, value, fieldNames }, calledAs }) => ({
      id,
      name: calledAs,
      value,
      fieldNames: decodeFieldNames("The offline cache", fieldNames ?? null),
    })),
    count: found.length,
    oldest: times.length === 0 ? null : Math.min(...times),
  };
}

function findEntry(cache: OfflineCache, asked: string): Entry {
  if (isSecretId(asked)) {
    const hit = cache.get(asked);
    if (hit === null) throw notCached(asked);
    return { ...hit, id: asked };
  }
  const [only, ...others] = allEntries(cache).filter(({ name }) => name === asked);
  if (only === undefined) throw notCached(asked);
  if (others.length > 0)
    throw new ClientError("input", `Several cached secrets are called ${printableText(asked, 80)}.`, {
      remedy: `Use an id: ${[only, ...others].map(({ id }) => id).join(", ")}.`,
    });
  return only;
}

function allEntries(cache: OfflineCache): Entry[] {
  return cache.list().flatMap(({ secretId }) => {
    const hit = cache.get(secretId);
    return hit === null ? [] : [{ ...hit, id: secretId }];
  });
}

function notCached(asked: string): ClientError {
  return new ClientError("not_found", `${printableText(asked, 80)} is not in the offline cache.`, {
    remedy: "Read it once while the server answers; `sikkerkey cache status` shows what is kept.",
  });
}
