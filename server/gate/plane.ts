/**
 * Which rules a target falls under: signed and unsigned machine routes, the dashboard's API, the download of a bundle, build
 * output, pages.
 */
export type Plane = "machine" | "api" | "download" | "asset" | "page";

const DOWNLOAD = /^\/bundles\/[a-z0-9_]+\/download$/;

/**
 * A target that any reading could take for `/v1` is the machine plane's, so that its strict grammar refuses the odd
 * spellings (`//v1`, `/%761`, `/V1`, `/x/../v1`) instead of handing them to a router with a mind of its own.
 */
export function planeOf(target: string): Plane {
  if (target.startsWith("/v1/")) return "machine";
  if (/(^|\/)v1(\/|$)/.test(looseReading(target))) return "machine";
  if (target.startsWith("/api/")) return "api";
  if (DOWNLOAD.test(target)) return "download";
  if (target.startsWith("/_next/")) return "asset";
  return "page";
}

function looseReading(target: string): string {
  const path = target.split(/[?#]/, 1)[0] ?? "";
  const decoded = path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return decoded.replace(/\\/g, "/").replace(/\/+/g, "/").toLowerCase();
}
