import { VALUE_MAX_BYTES } from "./secret-name.ts";

/** Why a text may not be a value, or null. A lone surrogate has no UTF-8 form; a NUL fits into no environment variable. */
export function valueProblem(value: string): string | null {
  if (value.includes("\0")) return "A value may not contain NUL. Encode binary values as base64.";
  if (!value.isWellFormed()) return "The value is not valid Unicode text.";
  // Every UTF-16 unit is at least one byte, so that a huge text is refused without encoding it.
  const isTooLong =
    value.length > VALUE_MAX_BYTES || new TextEncoder().encode(value).length > VALUE_MAX_BYTES;
  return isTooLong ? "A value holds up to 256 KiB." : null;
}
