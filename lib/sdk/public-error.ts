import { ClientError } from "./client-error.ts";
import { DeliveryError } from "./delivery-error.ts";
import {
  AccessDeniedError,
  ApiError,
  AuthenticationError,
  ConfigurationError,
  ConflictError,
  ExportRefusedError,
  NotFoundError,
  RateLimitedError,
  ServerSealedError,
} from "./sdk-error.ts";

const BY_STATUS: Readonly<Record<number, typeof ApiError>> = {
  401: AuthenticationError,
  403: AccessDeniedError,
  404: NotFoundError,
  409: ConflictError,
  429: RateLimitedError,
  503: ServerSealedError,
};

/** The public error a failure inside this package stands for; a failure of another kind is passed on as it is. */
export function publicError(error: unknown): unknown {
  if (error instanceof DeliveryError)
    return new ExportRefusedError(`These secrets cannot be exported: ${error.reasons.join("; ")}.`, {
      remedy: "Rename them in the dashboard, export one project, or read them with exportSecrets().",
    });
  if (!(error instanceof ClientError)) return error;
  const { message, remedy, status, requestId } = error;
  if (error.kind === "identity" || error.kind === "input") return new ConfigurationError(message, { remedy });
  const details = {
    status,
    requestId,
    remedy: status === 413 ? "Export one project, or read single secrets." : remedy,
  };
  return new (BY_STATUS[status] ?? ApiError)(message, details);
}

export function withPublicErrorsNow<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw publicError(error);
  }
}

export async function withPublicErrors<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw publicError(error);
  }
}
