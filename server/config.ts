import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import ipaddr from "ipaddr.js";
import type { RootKeySource } from "./crypto/root-key.ts";

/** What a request may know about this deployment. No credential is in it, so a Context can carry it. */
export type Config = {
  readonly port: number;
  /** Addresses to listen on; both loopbacks by default, of which the second may be missing on this machine. */
  readonly hosts: readonly string[];
  readonly hasChosenHost: boolean;
  /** Public origin, no trailing slash. Links and generated files are built from it, never from `Host`. */
  readonly baseUrl: string;
  readonly dataDir: string;
  /** CIDRs, canonical. */
  readonly trustedProxies: readonly string[];
  /** Machine endpoints are answered by the gate itself instead of through Next. */
  readonly isGateFastPath: boolean;
  /** Signed requests that one machine may make in one second. */
  readonly requestsPerSecond: number;
};

export type DatabaseSource =
  | { readonly kind: "embedded" }
  /** `migrationUrl` null: one role owns and uses the schema, and only the trigger guards the audit log. */
  | { readonly kind: "external"; readonly url: string; readonly migrationUrl: string | null };

/** What only the start needs: where the database and the root key come from. */
export type StartSettings = {
  readonly config: Config;
  readonly database: DatabaseSource;
  readonly rootKey: RootKeySource;
};

/** Every problem of the configuration, each a sentence that names the variable and the remedy. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

type Env = Readonly<Record<string, string | undefined>>;
type Report = (problem: string) => void;

/** Reads the variables; relative paths start at `appDir`. Throws `ConfigError` with all problems at once. */
export function parseConfig(env: Env, appDir = "."): StartSettings {
  const problems: string[] = [];
  const report = (problem: string) => void problems.push(problem);
  // An empty variable is what compose files and CI make of an unset one.
  const read = (name: string) => env[name]?.trim() || null;
  const readSecret = (name: string) => secretSetting(name, read, appDir, report);

  const port = parsePort(read("PORT"), report);
  const host = parseHost(read("HOST"), report);
  const dataDir = resolve(appDir, read("SIKKERKEY_DATA_DIR") ?? ".data");
  const settings: StartSettings = {
    config: {
      port,
      hosts: host === null ? ["127.0.0.1", "::1"] : [host],
      hasChosenHost: host !== null,
      baseUrl: parseBaseUrl(read("SIKKERKEY_BASE_URL"), port, report),
      dataDir,
      trustedProxies: parseProxies(read("TRUSTED_PROXIES"), report),
      isGateFastPath: parseFlag(read("SIKKERKEY_GATE_FAST_PATH"), report),
      requestsPerSecond: parseBudget(read("SIKKERKEY_MACHINE_REQUESTS_PER_SECOND"), report),
    },
    database: parseDatabase(readSecret("DATABASE_URL"), readSecret("DATABASE_MIGRATION_URL"), report),
    rootKey: parseRootKey(
      read("SIKKERKEY_ROOT_KEY"),
      read("SIKKERKEY_ROOT_KEY_FILE"),
      appDir,
      dataDir,
      report,
    ),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return settings;
}

/**
 * A setting that holds a credential, or what the file holds that `<name>_FILE` names: a mounted secret is in no environment
 * that `docker inspect` shows.
 */
function secretSetting(
  name: string,
  read: (name: string) => string | null,
  appDir: string,
  report: Report,
): string | null {
  const [text, file] = [read(name), read(`${name}_FILE`)];
  if (file === null) return text;
  if (text !== null) report(`${name} and ${name}_FILE are both set; keep one of them.`);
  try {
    const held = readFileSync(resolve(appDir, file), "utf8").trim();
    if (held !== "") return held;
    report(`${name}_FILE names an empty file; write the setting into ${file}, or name another file.`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    report(
      `${name}_FILE names ${file}, which cannot be read (${code}); mount it, or give this user the right to.`,
    );
  }
  return null;
}

function parsePort(text: string | null, report: Report): number {
  const port = text === null ? 3000 : /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) report("PORT is not a port number; set it to a number from 1 to 65535.");
  return port;
}

function parseHost(text: string | null, report: Report): string | null {
  if (text !== null && isIP(text) === 0)
    report("HOST is not an IP address; set it to an address of this machine such as 127.0.0.1 or 0.0.0.0.");
  return text;
}

const isLoopbackName = (host: string) =>
  host === "localhost" || host.endsWith(".localhost") || host === "127.0.0.1" || host === "[::1]";

function parseBaseUrl(text: string | null, port: number, report: Report): string {
  if (text === null) return `http://localhost:${port}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:"))
    report(
      "SIKKERKEY_BASE_URL is not a web address; set it to an origin such as https://secrets.example.com.",
    );
  else if (url.origin !== text)
    report(
      `SIKKERKEY_BASE_URL has more than an origin; set it to ${url.origin}, without path or trailing slash.`,
    );
  else if (url.protocol === "http:" && !isLoopbackName(url.hostname))
    report(`SIKKERKEY_BASE_URL is not https; set it to https://${url.host} (http is for localhost only).`);
  return text;
}

function parseProxies(text: string | null, report: Report): readonly string[] {
  if (text === null) return [];
  return text.split(",").flatMap((part) => {
    const entry = part.trim();
    const cidr = isPlainCidr(entry) ? entry : isPlainAddress(entry) ? wholeAddress(entry) : null;
    if (cidr === null)
      report(`TRUSTED_PROXIES has an entry that is neither an address nor a CIDR; write it like 10.0.0.0/8.`);
    else if (cidr.endsWith("/0"))
      report(`TRUSTED_PROXIES trusts every address with ${cidr}; name the addresses of your proxies only.`);
    else return [cidr];
    return [];
  });
}

// Node's own check beside the parser's, which would read 010.0.0.1 as octal and 10.1 as 10.0.0.1.
const isPlainAddress = (text: string) => isIP(text) !== 0 && !text.includes("%");
const isPlainCidr = (text: string) =>
  ipaddr.isValidCIDR(text) && isPlainAddress(text.slice(0, text.indexOf("/")));

const wholeAddress = (address: string) => `${address}/${ipaddr.parse(address).kind() === "ipv4" ? 32 : 128}`;

function parseFlag(text: string | null, report: Report): boolean {
  if (text !== null && text !== "0" && text !== "1")
    report("SIKKERKEY_GATE_FAST_PATH is neither 0 nor 1; remove it or set it to 1.");
  return text !== "0";
}

function parseBudget(text: string | null, report: Report): number {
  const budget = text === null ? 1_000 : /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (budget < 1)
    report(
      "SIKKERKEY_MACHINE_REQUESTS_PER_SECOND is not a number from 1 to 999999; remove it to allow each machine 1,000 requests a second.",
    );
  return budget;
}

function parseDatabase(url: string | null, migrationUrl: string | null, report: Report): DatabaseSource {
  for (const [name, text] of Object.entries({ DATABASE_URL: url, DATABASE_MIGRATION_URL: migrationUrl })) {
    const protocol = text === null ? null : URL.canParse(text) ? new URL(text).protocol : "";
    if (protocol !== null && protocol !== "postgres:" && protocol !== "postgresql:")
      report(
        `${name} is not a PostgreSQL address; write it like postgres://user:password@host:5432/database.`,
      );
  }
  if (url !== null) return { kind: "external", url, migrationUrl };
  if (migrationUrl !== null)
    report(
      "DATABASE_MIGRATION_URL is set without DATABASE_URL; set both, or neither for the embedded PostgreSQL.",
    );
  return { kind: "embedded" };
}

function parseRootKey(
  text: string | null,
  file: string | null,
  appDir: string,
  dataDir: string,
  report: Report,
): RootKeySource {
  if (text !== null && file !== null)
    report("SIKKERKEY_ROOT_KEY and SIKKERKEY_ROOT_KEY_FILE are both set; keep one of them.");
  if (text !== null) return { kind: "environment", text };
  // A named file that is missing is a mount that failed; only the default one is ours to make.
  if (file !== null) return { kind: "file", path: resolve(appDir, file), mayMake: false };
  return { kind: "file", path: join(dataDir, "root.key"), mayMake: true };
}
