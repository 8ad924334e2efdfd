/** One JSON line per event; the fields are this list, so a value, a token or a header has no place to be logged. */
export type LogFields = {
  readonly requestId?: string;
  readonly method?: string;
  /** Route template such as `/v1/secret/[secretId]`, never the raw target. */
  readonly route?: string;
  readonly status?: number;
  readonly code?: string;
  readonly reason?: string;
  readonly durationMs?: number;
  readonly sourceIp?: string;
  readonly ipSource?: string;
  readonly machineId?: string;
  readonly tokenId?: string;
  readonly userId?: string;
  readonly count?: number;
  readonly error?: string;
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
      write(`${JSON.stringify({ at: now().toISOString(), level, message, ...fields })}\n`);
  return { info: at("info"), warn: at("warn"), error: at("error") };
}
