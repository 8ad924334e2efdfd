/**
 * The one error catalogue: code → HTTP status and the sentence the public reads. The machine plane renders it as
 * `{"error": message}` with the code in `X-SikkerKey-Error`; tRPC carries the code in `data.code`. Causes go to the log only.
 */
export const ERRORS = {
  invalid_request: { status: 400, message: "The request is not valid." },
  invalid_input: { status: 400, message: "Some fields are not valid." },
  invalid_public_key: { status: 400, message: "The public key is not a valid Ed25519 key." },
  possession_unproven: { status: 400, message: "The signature does not show that you hold this key." },
  unauthenticated: { status: 401, message: "Authentication failed" },
  signed_out: {
    status: 401,
    message: "You are signed out. Sign in in another tab, then try again here: what you typed stays.",
  },
  sign_in_failed: { status: 401, message: "E-mail or password is not right." },
  access_denied: { status: 403, message: "Access denied" },
  machine_pending: { status: 403, message: "Access denied" },
  policy_denied_source: {
    status: 403,
    message: "Policy denied: this machine may not read from this address.",
  },
  policy_denied_hours: { status: 403, message: "Policy denied: this machine may not read at this hour." },
  forbidden: { status: 403, message: "You may not do this." },
  cross_origin: { status: 403, message: "This request did not come from this site." },
  source_not_allowed: { status: 403, message: "The source address is not allowed by this enrollment token." },
  hostname_not_allowed: { status: 403, message: "The hostname is not allowed by this enrollment token." },
  name_not_allowed: { status: 403, message: "The machine name is not allowed by this enrollment token." },
  quota_reached: {
    status: 403,
    message: "This vault holds as much as it may. Remove what nobody needs, then try again.",
  },
  not_found: { status: 404, message: "Not found" },
  secret_deleted: { status: 404, message: "The secret was deleted." },
  enrollment_token_unknown: { status: 404, message: "Enrollment token not found" },
  claim_unknown: { status: 404, message: "Claim code not found" },
  bootstrap_token_unknown: { status: 404, message: "Bootstrap token not found" },
  method_not_allowed: { status: 405, message: "Method not allowed" },
  request_timeout: { status: 408, message: "The request body took too long to arrive." },
  conflict: { status: 409, message: "That already exists." },
  public_key_known: {
    status: 409,
    message: "This public key is already registered. Make a new key and try again.",
  },
  enrollment_token_revoked: { status: 410, message: "Enrollment token has been revoked" },
  enrollment_token_expired: { status: 410, message: "Enrollment token has expired" },
  enrollment_token_exhausted: { status: 410, message: "Enrollment token has no remaining enrollments" },
  bootstrap_token_ended: {
    status: 410,
    message: "This bootstrap token was used, revoked or has expired. Make a new one with Validate machine.",
  },
  bundle_ended: {
    status: 410,
    message:
      "This link was used or has expired, and the key cannot be made again. Delete the machine and create the container anew.",
  },
  claim_ended: {
    status: 410,
    message: "This claim code was used, revoked or has expired. Create the container anew for a new one.",
  },
  setup_link_ended: {
    status: 410,
    message: "This set-up link has ended. Restart the server to print a new one.",
  },
  already_set_up: { status: 410, message: "This server already has an owner. Sign in instead." },
  export_too_large: {
    status: 413,
    message:
      "These are more than 1,000 secrets or 32 MiB, which is too much for one answer. Export one project at a time, or read them one by one.",
  },
  body_too_large: { status: 413, message: "The request body is too large." },
  unsupported_media_type: { status: 415, message: "Send application/json." },
  misdirected: { status: 421, message: "This server does not answer for that host name." },
  too_many_requests: { status: 429, message: "Too many attempts. Wait and try again." },
  read_budget_exceeded: {
    status: 429,
    message: "This machine reads faster than its budget allows. Wait and try again.",
  },
  headers_too_large: { status: 431, message: "The request has too many headers." },
  internal: { status: 500, message: "The server made a mistake. It is in the log under this request id." },
  sealed: { status: 503, message: "The server is sealed or cannot record this request. Try again later." },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** One problem of one field, as forms show it: `path` is dotted, `message` says the remedy. */
export type Issue = { readonly path: string; readonly message: string };

type Details = {
  readonly cause?: unknown;
  readonly issues?: readonly Issue[];
  /** Replaces the catalogue's sentence where a more exact one helps; still safe for the public. */
  readonly message?: string;
  readonly retryAfterSeconds?: number;
};

/** The only error a verb throws on purpose. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, details: Details = {}) {
    super(details.message ?? ERRORS[code].message, { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.issues = details.issues ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** An `invalid_input` about one field. */
export function fieldError(path: string, message: string): AppError {
  return new AppError("invalid_input", { message, issues: [{ path, message }] });
}
