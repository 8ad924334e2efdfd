import { AppError } from "#lib/errors.ts";

/**
 * The names pages answer to: the base URL's, and loopback names with the listening port. Any other name is somebody's
 * DNS pointing at us (rebinding), or a misconfiguration that the message explains.
 */
export function allowedHosts(baseUrl: string, port: number): ReadonlySet<string> {
  const { host, hostname, protocol } = new URL(baseUrl);
  const hosts = new Set([host, `${hostname}:${new URL(baseUrl).port || (protocol === "https:" ? 443 : 80)}`]);
  for (const name of ["localhost", "127.0.0.1", "[::1]"]) {
    hosts.add(`${name}:${port}`);
    if (port === 80) hosts.add(name);
  }
  return hosts;
}

export function checkHost(host: string | undefined, allowed: ReadonlySet<string>, baseUrl: string): void {
  if (host !== undefined && allowed.has(host.toLowerCase())) return;
  throw new AppError("misdirected", {
    message: `This server does not answer for that host name. Open ${baseUrl}, or set SIKKERKEY_BASE_URL to the address people use.`,
  });
}
