import { saveBlob } from "./save-blob.ts";

/** Hands a text to the browser as a file, byte for byte; nothing is asked of the server. */
export function downloadText({ path, content }: { path: string; content: string }): void {
  // A browser takes a name, not a path.
  saveBlob(new Blob([content], { type: "application/octet-stream" }), path.replace(/^.*\//, ""));
}
