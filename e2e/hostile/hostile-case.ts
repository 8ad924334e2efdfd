/** One hostile request and the statuses that are right answers to it. */
export type HostileCase = {
  readonly name: string;
  /** Exact bytes, given the port the server listens on. */
  readonly bytes: (port: number) => string;
  readonly statuses: readonly number[];
  /** Sent after `bytes`, piece by piece. */
  readonly drip?: { readonly chunks: readonly string[]; readonly everyMs: number };
};

type Parts = { readonly headers?: readonly string[]; readonly body?: string; readonly host?: string };

/** A request line with a proper Host, then what the case adds. */
export function hostile(
  name: string,
  line: string,
  statuses: number | readonly number[],
  { headers = [], body = "", host }: Parts = {},
): HostileCase {
  return {
    name,
    statuses: typeof statuses === "number" ? [statuses] : statuses,
    bytes: (port) =>
      `${[`${line} HTTP/1.1`, `Host: ${host ?? `localhost:${port}`}`, ...headers].join("\r\n")}\r\n\r\n${body}`,
  };
}
