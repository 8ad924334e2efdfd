import JSZip from "jszip";
import type { BundleFile } from "#lib/protocol/bundle-files.ts";

// The first instant that a ZIP can write, so that no two archives differ by when they were made.
const FIRST_INSTANT = new Date(Date.UTC(1980, 0, 1));
// With the bits that say which of the two it is.
const FOLDER_MODE = 0o040700;
const FILE_MODE = 0o100600;

/**
 * The files as a ZIP, in this order, each folder before what lies in it. Uncompressed: a key does not shrink. Modes are
 * recorded for the owner alone, as Unix archivers keep them.
 */
export async function zipFiles(files: readonly BundleFile[]): Promise<Uint8Array> {
  const zip = new JSZip();
  const fixed = { date: FIRST_INSTANT, createFolders: false };
  for (const { path, content } of files)
    if (content === null) zip.file(path, null, { ...fixed, dir: true, unixPermissions: FOLDER_MODE });
    else zip.file(path, content, { ...fixed, unixPermissions: FILE_MODE });
  return zip.generateAsync({ type: "uint8array", platform: "UNIX", compression: "STORE" });
}
