import { ERRORS, type ErrorCode } from "#lib/errors.ts";

const isCode = (text: string): text is ErrorCode => Object.hasOwn(ERRORS, text);

/** Next lets one short text through from a failed page: ours is `code:requestId`, its own is a number for the log. */
export function parseDigest(digest: string | undefined): { code: ErrorCode; reference: string | null } {
  const [code = "", requestId = ""] = (digest ?? "").split(":");
  if (isCode(code)) return { code, reference: requestId || null };
  return { code: "internal", reference: digest ?? null };
}
