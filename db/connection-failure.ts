type Code = "CONNECTION_CLOSED" | "CONNECTION_ENDED" | "CONNECT_TIMEOUT";

/** A connection that has gone, or that we ended, in the words of postgres.js, whose own such errors have these codes. */
export class ConnectionFailure extends Error {
  override readonly name = "ConnectionFailure";
  readonly code: Code;
  constructor(code: Code, options?: ErrorOptions) {
    super("The connection to the database has ended", options);
    this.code = code;
  }
}
