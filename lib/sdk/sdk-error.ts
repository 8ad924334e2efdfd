export type ErrorDetails = {
  readonly remedy?: string;
  readonly status?: number;
  readonly requestId?: string | null;
};

/** Everything this package throws on purpose. No text of it holds a value, a token or a key. */
export class SikkerKeyError extends Error {
  /** What to do about it. */
  readonly remedy: string;

  constructor(message: string, { remedy = "" }: ErrorDetails = {}) {
    super(message);
    this.remedy = remedy;
  }

  static {
    SikkerKeyError.prototype.name = "SikkerKeyError";
  }
}

/** The identity, its key, the vault, an id or the server's address is missing or wrong. */
export class ConfigurationError extends SikkerKeyError {
  static {
    ConfigurationError.prototype.name = "ConfigurationError";
  }
}

/** Fields were asked for, and the secret is a single value. */
export class SecretStructureError extends SikkerKeyError {
  static {
    SecretStructureError.prototype.name = "SecretStructureError";
  }
}

/** The secret has fields, but not this one. */
export class FieldNotFoundError extends SikkerKeyError {
  static {
    FieldNotFoundError.prototype.name = "FieldNotFoundError";
  }
}

/** The secrets cannot become one set of variables: two share a name, or one has a name that takes over a process. */
export class ExportRefusedError extends SikkerKeyError {
  static {
    ExportRefusedError.prototype.name = "ExportRefusedError";
  }
}

/** The server refused, failed, or was not reached. */
export class ApiError extends SikkerKeyError {
  /** HTTP status; 0 when no answer arrived. */
  readonly status: number;
  /** The server's own id of this request, for its log. */
  readonly requestId: string | null;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details);
    this.status = details.status ?? 0;
    this.requestId = details.requestId ?? null;
  }

  /** The same as `status`, under the name other SikkerKey packages use. */
  get httpStatus(): number {
    return this.status;
  }

  static {
    ApiError.prototype.name = "ApiError";
  }
}

/** 401: an unknown, expired or disabled machine, a wrong signature, or a clock that is off. */
export class AuthenticationError extends ApiError {
  static {
    AuthenticationError.prototype.name = "AuthenticationError";
  }
}

/** 403: the machine is not approved, or this is not granted to it. */
export class AccessDeniedError extends ApiError {
  static {
    AccessDeniedError.prototype.name = "AccessDeniedError";
  }
}

/** 404 */
export class NotFoundError extends ApiError {
  static {
    NotFoundError.prototype.name = "NotFoundError";
  }
}

/** 409 */
export class ConflictError extends ApiError {
  static {
    ConflictError.prototype.name = "ConflictError";
  }
}

/** 429, still after the retries. */
export class RateLimitedError extends ApiError {
  static {
    RateLimitedError.prototype.name = "RateLimitedError";
  }
}

/** 503, still after the retries. */
export class ServerSealedError extends ApiError {
  static {
    ServerSealedError.prototype.name = "ServerSealedError";
  }
}
