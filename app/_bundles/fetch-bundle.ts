import type { DownloadBundleInput } from "#lib/contract/bundles.ts";

export type FetchedBundle =
  | { readonly isGood: true; readonly zip: Blob; readonly fileName: string | null }
  | { readonly isGood: false; readonly isEnded: boolean; readonly message: string };

const UNREACHABLE =
  "The server did not answer, and the link may be spent. Try again: if it has ended, delete the machine and create the container anew.";

/**
 * Trades the link for its bundle, once. A POST with our own header and a body, so that no preview, prefetch or other site spends
 * it; the link secret is in no address that a proxy could log.
 */
export async function fetchBundle(bundleId: string, linkSecret: string): Promise<FetchedBundle> {
  try {
    const answer = await fetch(`/bundles/${encodeURIComponent(bundleId)}/download`, {
      method: "POST",
      cache: "no-store",
      headers: { "content-type": "application/json", "x-sikkerkey-app": "1" },
      body: JSON.stringify({ linkSecret } satisfies DownloadBundleInput),
    });
    if (answer.ok) return { isGood: true, zip: await answer.blob(), fileName: nameIn(answer.headers) };
    const failure = (await answer.json()) as { code?: string; message?: string };
    const isEnded = failure.code === "bundle_ended" || failure.code === "not_found";
    return { isGood: false, isEnded, message: failure.message ?? UNREACHABLE };
  } catch {
    return { isGood: false, isEnded: false, message: UNREACHABLE };
  }
}

const nameIn = (headers: Headers) =>
  /filename="([A-Za-z0-9._-]+)"/.exec(headers.get("content-disposition") ?? "")?.[1] ?? null;
