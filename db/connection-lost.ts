import pg from "pg";
import { hasFailureCode } from "./failure-code.ts";

// The server ends the connection with these (class 57P) or was not reached (class 08); the rest are the driver's and the
// socket's own.
const LOST = /^(08...|57P0[1-5]|CONNECTION_[A-Z_]+|CONNECT_TIMEOUT|E[A-Z]{3,})$/;

/**
 * Whether a failure took the connection with it. Nothing more may be sent on it: the driver would write into a socket that
 * is gone, or that is being opened for somebody else.
 */
export const isConnectionLost = (error: unknown): boolean => hasFailureCode(error, LOST);

/** An error that PostgreSQL answered and stayed for: the transaction it came in has done nothing. */
export const isAnswer = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === "PostgresError" || error instanceof pg.DatabaseError) &&
  !isConnectionLost(error);

/** A statement or lock that took too long: nothing was done, but trying again right away would only wait as long again. */
export const tookTooLong = (error: unknown): boolean => hasFailureCode(error, /^(57014|55P03)$/);
