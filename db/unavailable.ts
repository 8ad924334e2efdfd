import { hasFailureCode } from "./failure-code.ts";

// PostgreSQL's classes and codes for a server that cannot do what it was asked now: connection lost, resources or disk gone,
// shutting down, read-only after a failover, a statement or lock that took too long, a deadlock that kept coming back.
const SERVER = /^(08...|53...|57P..|58...|57014|55P03|25P0[34]|25006|40001|40P01)$/;
// The driver's and the socket's.
const CONNECTION =
  /^(CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|E(CONNREFUSED|CONNRESET|TIMEDOUT|PIPE|NOTFOUND|HOSTUNREACH|NETUNREACH|AI_AGAIN))$/;

/** Whether a failure says that the database cannot serve now, rather than that we asked it for something wrong. */
export const isDatabaseUnavailable = (error: unknown): boolean =>
  hasFailureCode(error, SERVER) || hasFailureCode(error, CONNECTION);
