import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";

type Seal = {
  /** Set on the answer whatever its handler does. */
  readonly fixed: Readonly<Record<string, string>>;
  /** Whether a 200 may keep the cache header its handler gave it. */
  readonly isCacheable: boolean;
  /** The status in the end, from the one that its handler chose. */
  readonly finalStatus?: (status: number) => number;
  /** Removed, whoever set them. */
  readonly dropped: readonly string[];
};

/** Fixes an answer's headers at the last moment before they are written, after Next has had its say. */
export function sealHeaders(
  res: ServerResponse,
  { fixed, isCacheable, finalStatus = (status) => status, dropped }: Seal,
): void {
  const writeHead = res.writeHead.bind(res);
  res.writeHead = (
    chosen: number,
    reason?: string | OutgoingHttpHeaders | OutgoingHttpHeader[],
    headers?: OutgoingHttpHeaders | OutgoingHttpHeader[],
  ) => {
    const status = finalStatus(chosen);
    for (const [name, value] of Object.entries(fixed)) res.setHeader(name, value);
    if (!isCacheable || (status !== 200 && status !== 304)) res.setHeader("cache-control", "no-store");
    for (const name of dropped) res.removeHeader(name);
    return typeof reason === "string"
      ? writeHead(status, reason, headers)
      : writeHead(status, reason ?? headers);
  };
}
