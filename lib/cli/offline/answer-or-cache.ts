import { mayAnswerFromCache } from "../../sdk/may-answer-from-cache.ts";
import type { OfflineCache } from "../../sdk/offline-cache.ts";
import { describeAge } from "./describe-age.ts";
import { isRefusal } from "./is-refusal.ts";
import type { SecretSource } from "./secret-source.ts";

/** What lay in the cache, and when the oldest part of it was read (Unix seconds; null when it is empty). */
export type Cached<Answer> = {
  readonly answer: Answer;
  readonly count: number;
  readonly oldest: number | null;
};

type Ways<Answer> = {
  readonly online: (cache: OfflineCache | null) => Promise<Answer>;
  /** Throws for what the cache cannot give. */
  readonly cached: (cache: OfflineCache) => Cached<Answer>;
};

/**
 * The server's answer; with --offline, or when the server cannot be reached, the cached one with its age on standard error.
 * A refusal is never answered from the cache (wire-protocol 1.2).
 */
export async function answerOrCache<Answer>(
  source: SecretSource,
  ways: Ways<Answer>,
): Promise<{ readonly answer: Answer; readonly isCached: boolean }> {
  const { cache, isOffline, note } = source;
  if (isOffline && cache !== null) {
    const found = ways.cached(cache);
    note(`From the offline cache: ${describeCached(found)}.`);
    return { answer: found.answer, isCached: true };
  }
  try {
    return { answer: await ways.online(cache), isCached: false };
  } catch (error) {
    if (cache === null || !mayAnswerFromCache(error)) throw error;
    const found = cachedOrNull(cache, ways);
    if (found === null || !(error instanceof Error)) throw error;
    note(`sikkerkey: ${error.message}`);
    note(`Answered from the offline cache: ${describeCached(found)}.`);
    return { answer: found.answer, isCached: true };
  }
}

/** Forgets everything when the server refuses this machine itself. */
export async function clearWhenRefused<Answer>(
  cache: OfflineCache | null,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (isRefusal(error)) cache?.clear();
    throw error;
  }
}

function describeCached({ count, oldest }: Cached<unknown>): string {
  const secrets = `${count} ${count === 1 ? "secret" : "secrets"}`;
  if (oldest === null) return secrets;
  const age = describeAge(Math.floor(Date.now() / 1000) - oldest);
  return count === 1 ? `${secrets}, read ${age}` : `${secrets}, the oldest read ${age}`;
}

// Why the server did not answer says more than what the cache lacks.
function cachedOrNull<Answer>(cache: OfflineCache, ways: Ways<Answer>): Cached<Answer> | null {
  try {
    const found = ways.cached(cache);
    return found.count === 0 ? null : found;
  } catch {
    return null;
  }
}
