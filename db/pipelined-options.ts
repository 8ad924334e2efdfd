import { dirname } from "node:path";
import type pg from "pg";
import type postgres from "postgres";

const CONNECT_MS = 10_000;
const KEEP_ALIVE_MS = 60_000;

/**
 * What one driver has read out of an address, for the other: the ways to connect, in the order to try them. `settings` come
 * beside those of the address.
 */
export function clientOptions(
  options: postgres.Sql["options"],
  settings: Readonly<Record<string, string>>,
): pg.ClientConfig[] {
  const { application_name, ...rest } = { ...options.connection, ...settings };
  const shared = {
    user: options.user,
    // Typed as what it is in the end: somebody else's.
    password: String(options.pass ?? ""),
    database: options.database,
    application_name: String(application_name),
    options: Object.entries(rest).map(asArgument).join(" "),
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  };
  const sockets =
    typeof options.path === "string"
      ? [{ host: dirname(options.path), port: options.port[0] ?? 5432 }]
      : options.host.map((host, at) => ({ host, port: options.port[at] ?? 5432 }));
  return sockets.flatMap((socket) => waysOf(options.ssl).map((ssl) => ({ ...shared, ...socket, ssl })));
}

/** As the other driver does it: only `verify-full` and options of one's own look at the certificate. */
function waysOf(ssl: postgres.Sql["options"]["ssl"]): NonNullable<pg.ClientConfig["ssl"]>[] {
  if (ssl === undefined || ssl === false) return [false];
  if (ssl === "prefer") return [{ rejectUnauthorized: false }, false];
  if (ssl === "require" || ssl === "allow") return [{ rejectUnauthorized: false }];
  return typeof ssl === "object" ? [ssl] : [true];
}

// A space ends an argument in this text, unless a backslash is before it.
const asArgument = ([name, value]: [string, unknown]) =>
  `-c ${name}=${String(value).replaceAll(/[\\ ]/g, "\\$&")}`;
