/** What went wrong between a machine and its server, coarse enough to decide by and fixed for ever as an API. */
export type ClientErrorKind =
  | "identity"
  | "input"
  | "network"
  | "timeout"
  | "certificate"
  | "redirected"
  | "malformed"
  | "clock_skew"
  | "unauthenticated"
  | "denied"
  | "not_found"
  | "conflict"
  | "gone"
  | "rate_limited"
  | "unavailable"
  | "refused"
  | "server";

type Details = {
  /** What to do about it; shown on a line of its own. */
  readonly remedy: string;
  /** HTTP status; 0 when no answer arrived. */
  readonly status?: number;
  readonly requestId?: string | null;
  readonly cause?: unknown;
};

/** The only error the client throws on purpose. Its texts never hold a value, a token or a key. */
export class ClientError extends Error {
  readonly kind: ClientErrorKind;
  readonly remedy: string;
  readonly status: number;
  readonly requestId: string | null;

  constructor(kind: ClientErrorKind, message: string, details: Details) {
    super(message, { cause: details.cause });
    this.name = "ClientError";
    this.kind = kind;
    this.remedy = details.remedy;
    this.status = details.status ?? 0;
    this.requestId = details.requestId ?? null;
  }
}
