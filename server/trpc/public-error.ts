import type { TRPCError } from "@trpc/server";
import { z } from "zod";
import { AppError, ERRORS, type ErrorCode, type Issue } from "#lib/errors.ts";
import { codedFailure } from "../http/coded-failure.ts";

export type PublicError = {
  readonly code: ErrorCode;
  readonly status: number;
  readonly message: string;
  readonly issues: readonly Issue[];
  readonly retryAfterSeconds: number | undefined;
};

// What tRPC itself refuses before a verb runs. A code that is not here is our mistake, hence `internal`.
const TRANSPORT_CODES: Partial<Record<TRPCError["code"], ErrorCode>> = {
  PARSE_ERROR: "invalid_request",
  BAD_REQUEST: "invalid_request",
  NOT_FOUND: "not_found",
  METHOD_NOT_SUPPORTED: "method_not_allowed",
  PAYLOAD_TOO_LARGE: "body_too_large",
  UNSUPPORTED_MEDIA_TYPE: "unsupported_media_type",
};

/** What the public may know of a failure: only an `AppError` speaks for itself, the rest gets the catalogue's sentence. */
export function publicError(error: TRPCError): PublicError {
  const { cause } = error;
  if (cause instanceof AppError) {
    const { code, status, message, issues, retryAfterSeconds } = cause;
    return { code, status, message, issues, retryAfterSeconds };
  }
  if (error.code === "BAD_REQUEST" && cause instanceof z.core.$ZodError) {
    return fromCatalogue("invalid_input", issuesOf(cause));
  }
  return fromCatalogue(TRANSPORT_CODES[error.code] ?? codedFailure(cause).code, []);
}

function fromCatalogue(code: ErrorCode, issues: readonly Issue[]): PublicError {
  return { code, ...ERRORS[code], issues, retryAfterSeconds: undefined };
}

const issuesOf = (error: z.core.$ZodError): Issue[] =>
  error.issues.map((issue) => ({ path: issue.path.map(String).join("."), message: issue.message }));
