import { BlockList, isIP } from "node:net";
import { ClientError } from "./client-error.ts";
import { type ClientEnvironment, setting } from "./client-home.ts";

export type ProxyServer = {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  /** The `Proxy-Authorization` header, or null. Never printed. */
  readonly authorization: string | null;
  /** The variable it comes from. */
  readonly source: string;
  /** Its address without user name and password, for people. */
  readonly shown: string;
};

const SOURCES = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] as const;

/** The proxy for this origin by the usual variables, or null. Plain http is for this computer itself and needs none. */
export function proxyFor(origin: string, env: ClientEnvironment): ProxyServer | null {
  const url = new URL(origin);
  const source = SOURCES.find((name) => setting(env, name) !== null);
  if (url.protocol !== "https:" || source === undefined) return null;
  const exceptions = setting(env, "no_proxy") ?? setting(env, "NO_PROXY") ?? "";
  const port = url.port === "" ? 443 : Number(url.port);
  if (isExempt(bare(url.hostname), port, exceptions)) return null;
  return parseProxy(setting(env, source) ?? "", source);
}

function parseProxy(text: string, source: string): ProxyServer {
  const refuse = (reason: string) =>
    new ClientError("input", `${source} is not usable: ${reason}.`, {
      remedy: `Give it as http://proxy.example:3128, or except the server's name with NO_PROXY.`,
    });
  let url: URL;
  try {
    url = new URL(/^[a-z0-9+.-]+:\/\//i.test(text) ? text : `http://${text}`);
  } catch {
    // Its text may hold a password.
    throw refuse("it is not an address");
  }
  const isTls = url.protocol === "https:";
  if (!isTls && url.protocol !== "http:") throw refuse("only http and https proxies are supported");
  const port = url.port === "" ? (isTls ? 443 : 80) : Number(url.port);
  return {
    host: bare(url.hostname),
    port,
    isTls,
    authorization: url.username === "" && url.password === "" ? null : basic(url, refuse),
    source,
    shown: `${url.protocol}//${url.hostname}:${port}`,
  };
}

function basic({ username, password }: URL, refuse: (reason: string) => ClientError): string {
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(pair, "utf8").toString("base64")}`;
  } catch {
    throw refuse("its user name or password is not percent-encoded");
  }
}

/** By the rules Go and curl share: `*`, names with everything below them, addresses and ranges, each with a port or without. */
function isExempt(host: string, port: number, exceptions: string): boolean {
  if (host === "localhost" || isIn(host, "127.0.0.0/8") || host === "::1") return true;
  return exceptions
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => matches(host, port, entry.toLowerCase()));
}

function matches(host: string, port: number, entry: string): boolean {
  if (entry === "*") return true;
  if (entry.includes("/")) return isIn(host, entry);
  const [, name = "", only] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? [null, entry];
  if (only !== undefined && Number(only) !== port) return false;
  const plain = bare(name).replace(/^\*?\./, "");
  if (isIP(host) !== 0 || isIP(plain) !== 0) return isSameAddress(host, plain);
  return plain !== "" && (host === plain || host.endsWith(`.${plain}`));
}

function isIn(host: string, range: string): boolean {
  const [network = "", bits = ""] = range.split("/");
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, Number(bits), type);
  return list.check(host, type);
}

const isSameAddress = (host: string, other: string) => isIn(host, `${other}/${isIP(other) === 4 ? 32 : 128}`);

const bare = (name: string) => name.replace(/^\[|\]$/g, "").toLowerCase();
