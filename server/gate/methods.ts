import { AppError } from "#lib/errors.ts";
import type { Plane } from "./plane.ts";

/** Carries what the `Allow` header must list. */
export class MethodNotAllowed extends AppError {
  readonly allow: string;

  constructor(allow: readonly string[]) {
    super("method_not_allowed");
    this.allow = allow.join(", ");
  }
}

const ALLOWED: Readonly<Record<Exclude<Plane, "machine">, readonly string[]>> = {
  api: ["GET", "POST"],
  // What spends something is never fetched: whoever looks ahead at links sends GET and HEAD.
  download: ["POST"],
  asset: ["GET", "HEAD"],
  page: ["GET", "HEAD"],
};

/** Pages are only ever fetched: a POST to one could reach React's Flight decoder, which has executed strangers' code before. */
export function checkMethod(method: string, plane: Exclude<Plane, "machine">): void {
  const allowed = ALLOWED[plane];
  if (!allowed.includes(method)) throw new MethodNotAllowed(allowed);
}
