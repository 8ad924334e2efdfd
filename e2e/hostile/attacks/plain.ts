import type { Answer, Attack, AttackId } from "./attack.ts";

type Parts = {
  readonly headers?: readonly string[];
  readonly body?: string;
  /** Instead of the server's own. */
  readonly host?: string;
} & Pick<Attack, "drip" | "isSlow" | "effect" | "afterwards">;

/** A request without a signature: a request line with a proper Host, then what the row adds. */
export function plain(
  at: AttackId,
  name: string,
  line: string,
  answer: Answer,
  { headers = [], body = "", host, ...rest }: Parts = {},
): Attack {
  return {
    at,
    name,
    answer,
    bytes: ({ server }) =>
      `${[`${line} HTTP/1.1`, `Host: ${host ?? `localhost:${server.port}`}`, ...headers].join("\r\n")}\r\n\r\n${body}`,
    ...rest,
  };
}
