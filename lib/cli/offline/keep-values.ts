import type { ListedSecret } from "../../contract/reads.ts";
import type { OfflineCache } from "../../sdk/offline-cache.ts";
import { getSecretValue } from "../../sdk/read-secrets.ts";
import type { Machine } from "../../sdk/signed-client.ts";
import { isRefusal } from "./is-refusal.ts";

type Named = Pick<ListedSecret, "id" | "name" | "fieldNames">;

/** Keeps what a read of everything brought, and drops what it did not bring: that is deleted, or granted no more. */
export function keepAll(
  cache: OfflineCache | null,
  secrets: readonly (Named & { readonly value: string })[],
): void {
  if (cache === null) return;
  forgetUnlisted(cache, secrets);
  for (const secret of secrets) cache.put(secret.id, { value: secret.value, ...namesOf(secret) });
}

export function forgetUnlisted(cache: OfflineCache | null, listed: readonly { readonly id: string }[]): void {
  const ids = new Set(listed.map(({ id }) => id));
  for (const { secretId } of cache?.list() ?? []) if (!ids.has(secretId)) cache?.forget(secretId);
}

/** One value from the server, kept under the name it is listed with; a refusal drops what was kept. */
export async function readAndKeepNamed(
  machine: Machine,
  cache: OfflineCache | null,
  secret: { readonly id: string; readonly listed: Named | null },
): Promise<string> {
  try {
    const value = await getSecretValue(machine, secret.id);
    if (secret.listed === null) cache?.refresh(secret.id, value);
    else cache?.put(secret.id, { value, ...namesOf(secret.listed) });
    return value;
  } catch (error) {
    if (isRefusal(error)) cache?.forget(secret.id);
    throw error;
  }
}

const namesOf = ({ name, fieldNames }: Named) => ({ name, ...(fieldNames === null ? {} : { fieldNames }) });
