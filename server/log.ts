/** One JSON line per event; the fields are this list, so a value, a token or a header has no place to be logged. An undefined one is left out. */
export type LogFields = {
  readonly requestId?: string | undefined;
  readonly method?: string | undefined;
  /** Route template such as `/v1/secret/[secretId]`, never the raw target. */
  readonly route?: string | undefined;
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly reason?: string | undefined;
  readonly durationMs?: number | undefined;
  readonly sourceIp?: string | undefined;
  readonly ipSource?: string | undefined;
  readonly machineId?: string | undefined;
  readonly tokenId?: string | undefined;
  readonly userId?: string | undefined;
  readonly count?: number | undefined;
  readonly error?: string | undefined;
};

export type Log = {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
};

/** A cause as one line for the log: name, code and message of the chain, without a stack or a query's parameters. */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  for (let cause = error; cause instanceof Error && parts.length < 4; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    // Drizzle's wrapper repeats the statement with its parameters, which may hold ciphertext or names.
    const text = cause.message.startsWith("Failed query:") ? "Failed query" : cause.message.split("\n")[0];
    parts.push(`${cause.name}${typeof code === "string" ? ` ${code}` : ""}: ${text?.slice(0, 200)}`);
  }
  return parts.join(" <- ") || "unknown";
}

export function makeLog(write: (line: string) => void, now: () => Date): Log {
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      write(joined(JSON.stringify({ at: now().toISOString(), level, message }), JSON.stringify(fields)));
  return { info: at("info"), warn: at("warn"), error: at("error") };
}

/** Two objects' texts as one line: joining the objects would cost more, and a line is written for each request. */
function joined(head: string, fields: string): string {
  return fields === "{}" ? `${head}\n` : `${head.slice(0, -1)},${fields.slice(1)}\n`;
}
