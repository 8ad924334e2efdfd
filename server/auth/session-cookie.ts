import type { Config } from "../config.ts";

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

/** `Lax`, so that a link from a chat or a mail leads a signed-in person to the page and not to the sign-in form. */
export const cookieAttributes = (site: Site) =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: isHttps(site) }) as const;

/** A `Set-Cookie` of one of our secrets. */
export function secretCookie(site: Site, name: string, secret: string, maxAgeSeconds: number): string {
  const secure = isHttps(site) ? "; Secure" : "";
  return `${name}=${secret}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

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
