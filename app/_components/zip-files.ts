import JSZip from "jszip";
import type { CodeFile } from "./code-files.tsx";

/** One archive of texts, in the folders that their paths name. Only what begins with "#!" may be executed. */
export function zipFiles(files: readonly CodeFile[]): Promise<Blob> {
  const zip = new JSZip();
  for (const { path, content } of files)
    zip.file(path, content, {
      createFolders: false,
      unixPermissions: content.startsWith("#!") ? 0o755 : 0o644,
    });
  return zip.generateAsync({ type: "blob", compression: "DEFLATE", platform: "UNIX" });
}
