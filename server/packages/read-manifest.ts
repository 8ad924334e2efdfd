import { gunzipSync } from "node:zlib";

const BLOCK = 512;
const UNPACKED_MAX_BYTES = 16 * 1024 * 1024;
const MANIFEST = "package/package.json";

/** The package.json inside an npm tarball, or null when this is not one. */
export function readManifest(tarball: Buffer): Record<string, unknown> | null {
  try {
    const text = findEntry(gunzipSync(tarball, { maxOutputLength: UNPACKED_MAX_BYTES }), MANIFEST);
    const parsed: unknown = text === null ? null : JSON.parse(text.toString("utf8"));
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function findEntry(tar: Buffer, name: string): Buffer | null {
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(fieldText(tar, at + 124, 12), 8);
    if (!(size >= 0)) return null;
    if (fieldText(tar, at, 100) === name) return tar.subarray(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return null;
}

function fieldText(tar: Buffer, at: number, size: number): string {
  const field = tar.subarray(at, at + size).toString("latin1");
  const end = field.indexOf("\0");
  return end === -1 ? field : field.slice(0, end);
}
