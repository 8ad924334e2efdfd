import { VALUE_MAX_BYTES } from "#lib/naming/secret-name.ts";

type ReadText = { text: string; problem?: undefined } | { text?: undefined; problem: string };

/** The file's text, byte for byte; or why it cannot be a value. */
export async function readTextFile(file: File): Promise<ReadText> {
  if (file.size > VALUE_MAX_BYTES) return { problem: "The file is larger than 256 KiB." };
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const text = decoder.decode(await file.arrayBuffer());
    return text.includes("\0") ? { problem: "The file is binary. Encode it as base64 first." } : { text };
  } catch {
    return { problem: "The file is not UTF-8 text. Encode it as base64 first." };
  }
}
