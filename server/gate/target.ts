import { AppError } from "#lib/errors.ts";

const MACHINE_TARGET = /^\/v1\/[A-Za-z0-9._~/-]{1,256}$/;
const PAGE_PATH = /^\/[A-Za-z0-9._~!$&'()*+,;=:@%|[\]/-]*$/;
const PAGE_QUERY = /^[!$-;=?-[\]-~]*$/;
const DOT_SEGMENT = /\/\.{1,2}(\/|$)/;

/**
 * The machine plane's targets: no query, no escapes, nothing to normalise. After this the raw target is what a router
 * routes and what a machine signed, by construction.
 */
export function checkMachineTarget(target: string): void {
  const isPlain =
    MACHINE_TARGET.test(target) &&
    !target.includes("//") &&
    !target.endsWith("/") &&
    !DOT_SEGMENT.test(target);
  if (!isPlain) throw invalidTarget();
}

/** Everywhere else: origin form only (an absolute form makes Next redirect to the foreign host), one way to read the path. */
export function checkPageTarget(target: string): void {
  const mark = target.indexOf("?");
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = mark === -1 ? "" : target.slice(mark + 1);
  if (!PAGE_PATH.test(path) || !PAGE_QUERY.test(query)) throw invalidTarget();
  const decoded = decodePath(path);
  if (/[\u0000-\u001f\u007f\\]/.test(decoded)) throw invalidTarget();
  for (const reading of [path, decoded]) {
    if (reading.includes("//") || DOT_SEGMENT.test(reading)) throw invalidTarget();
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw invalidTarget();
  }
}

function invalidTarget(): AppError {
  return new AppError("invalid_request", { message: "The request target is not valid." });
}
