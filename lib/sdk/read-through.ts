import { endsCachedValue, mayAnswerFromCache } from "./may-answer-from-cache.ts";
import type { OfflineCache } from "./offline-cache.ts";
import { getSecretValue } from "./read-secrets.ts";
import type { Machine } from "./signed-client.ts";

export type Fallback = {
  readonly cache: OfflineCache;
  readonly maxAgeSeconds: number | undefined;
  readonly onFallback: ((secretId: string, cachedAt: number) => void) | undefined;
};

/** One value from the server, which is kept; during an outage the kept one. A refusal drops what is kept. */
export async function readThrough(machine: Machine, secretId: string, fallback: Fallback): Promise<string> {
  try {
    return await readAndKeep(machine, secretId, fallback);
  } catch (error) {
    const hit = mayAnswerFromCache(error) ? fallback.cache.get(secretId, fallback.maxAgeSeconds) : null;
    if (hit === null) throw error;
    fallback.onFallback?.(secretId, hit.cachedAt);
    return hit.value;
  }
}

/** The same without ever answering from what is kept. */
export async function readAndKeep(
  machine: Machine,
  secretId: string,
  fallback: Fallback | null,
): Promise<string> {
  try {
    const value = await getSecretValue(machine, secretId);
    fallback?.cache.refresh(secretId, value);
    return value;
  } catch (error) {
    if (endsCachedValue(error)) fallback?.cache.forget(secretId);
    throw error;
  }
}
