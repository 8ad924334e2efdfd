import type { Plane } from "./plane.ts";

/** Headers by which a client could speak for a proxy, for Next or for the gate. */
const NEVER = new Set([
  "cf-connecting-ip",
  "content-security-policy",
  "content-security-policy-report-only",
  "fastly-client-ip",
  "forwarded",
  "next-action",
  "next-resume",
  "true-client-ip",
  "via",
  "x-client-ip",
  "x-cluster-client-ip",
  "x-http-method",
  "x-http-method-override",
  "x-matched-path",
  "x-method-override",
  "x-now-route-matches",
  "x-original-url",
  "x-prerender-revalidate",
  "x-real-ip",
  "x-rewrite-url",
]);
const NEVER_PREFIXES = ["x-forwarded-", "x-middleware-", "x-gate-", "x-nextjs-", "x-invoke-", "x-next-"];

/** Framing is settled once the gate has read the body. */
const FRAMING = new Set(["connection", "content-length", "keep-alive", "te", "transfer-encoding"]);

/** Answers that may carry a value beside text of the asker's choosing are not compressed: their length would tell (BREACH). */
const COMPRESSION = "accept-encoding";
const UNCOMPRESSED: ReadonlySet<Plane> = new Set<Plane>(["machine", "api", "download"]);

/** React's own; pages need them to navigate, the machine plane does not. */
const NAVIGATION = /^(rsc|next-.*)$/;

export type HeaderPair = readonly [name: string, value: string];

/** What of the inbound headers a handler may see, names in lower case, in order. */
export function forwardableHeaders(rawHeaders: readonly string[], plane: Plane): HeaderPair[] {
  const kept: HeaderPair[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? "").toLowerCase();
    if (NEVER.has(name) || FRAMING.has(name)) continue;
    if (NEVER_PREFIXES.some((prefix) => name.startsWith(prefix))) continue;
    if (name === COMPRESSION && UNCOMPRESSED.has(plane)) continue;
    if (plane === "machine" && NAVIGATION.test(name)) continue;
    kept.push([name, rawHeaders[at + 1] ?? ""]);
  }
  return kept;
}
