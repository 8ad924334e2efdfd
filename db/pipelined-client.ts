import { dirname } from "node:path";
import pg from "pg";
import type postgres from "postgres";

type Options = postgres.Sql["options"];
type Settings = Readonly<Record<string, string>>;

const KEEP_ALIVE_MS = 60_000;

/**
 * What postgres.js has read out of an address, for this driver: for each server in its turn the ways to reach it, of which the
 * next is for a server that has no TLS. `settings` come beside those of the address.
 */
export function clientsOf(options: Options, settings: Settings): (() => pg.Client)[][] {
  const parameters = startupParameters(options, settings);
  const sockets =
    typeof options.path === "string"
      ? [{ host: dirname(options.path), port: options.port[0] ?? 5432 }]
      : options.host.map((host, at) => ({ host, port: options.port[at] ?? 5432 }));
  return sockets.map((socket) =>
    waysOf(options).map(
      (way) => () => new PlainClient({ ...loginOf(options), ...socket, ...way }, parameters),
    ),
  );
}

/** Sends these parameters and none of its own: left to itself it reads further ones from the environment. */
class PlainClient extends pg.Client {
  readonly #parameters: Settings;
  constructor(config: pg.ClientConfig, parameters: Settings) {
    super(config);
    this.#parameters = parameters;
  }
  /** The driver asks for what it should say first. */
  getStartupConf(): Settings {
    return this.#parameters;
  }
}

/** As postgres.js says them: those of the address may name another user or database, and empty ones are left out. */
function startupParameters(options: Options, settings: Settings): Settings {
  const { user, database, connection } = options;
  const all = Object.entries({ user, database, client_encoding: "UTF8", ...connection, ...settings });
  return Object.fromEntries(all.flatMap(([name, value]) => (value ? [[name, String(value)]] : [])));
}

const loginOf = ({ user, pass, database }: Options) => ({
  user,
  // As a function: for an empty one this driver would look into a file that postgres.js does not read.
  password: () => String(pass ?? ""),
  database,
  keepAlive: true,
  keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
});

type Way = Pick<pg.ClientConfig, "ssl" | "sslnegotiation">;

/** Only `verify-full` and options of one's own look at the certificate. */
function waysOf(options: Options): Way[] {
  const { ssl } = options;
  const plain: Way = { ssl: false, sslnegotiation: "postgres" };
  if (ssl === undefined || ssl === false) return [plain];
  const isDirect = "sslnegotiation" in options && options.sslnegotiation === "direct";
  const isUnchecked = ssl === "require" || ssl === "allow" || ssl === "prefer";
  const checked = typeof ssl === "object" ? ssl : true;
  const secure: Way = {
    ssl: isUnchecked ? { rejectUnauthorized: false } : checked,
    sslnegotiation: isDirect ? "direct" : "postgres",
  };
  return ssl === "prefer" ? [secure, plain] : [secure];
}

/** What the driver says of a server that answered that it has no TLS; it has no code. */
export const hasNoTls = (error: unknown) =>
  error instanceof Error && /does not support SSL connections/.test(error.message);
