import type { Config } from "../config.ts";

/** A person away for two hours signs in again; nobody stays signed in for more than twelve (ASVS 7.3). */
export const SESSION_IDLE_SECONDS = 2 * 3600;
export const SESSION_LIFETIME_SECONDS = 12 * 3600;
export const DEVICE_LIFETIME_SECONDS = 365 * 86_400;

type Site = Pick<Config, "baseUrl">;

export const isHttps = ({ baseUrl }: Site) => baseUrl.startsWith("https:");

/** Over https the `__Host-` prefix makes browsers refuse a cookie that a sibling subdomain tries to plant. */
const named = (site: Site, name: string) => `${isHttps(site) ? "__Host-" : ""}sikkerkey-${name}`;

export const cookieNames = (site: Site) => ({
  session: named(site, "session"),
  device: named(site, "device"),
  csrf: named(site, "csrf"),
  callback: named(site, "callback"),
});

export const cookieAttributes = (site: Site) =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: isHttps(site) }) as const;

/** The value of one cookie by its exact name, or null when it is absent, repeated or not one of our secrets. */
export function readSecretCookie(headers: Headers, name: string): string | null {
  const values = (headers.get("cookie") ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  const [value] = values;
  return values.length === 1 && value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
}
