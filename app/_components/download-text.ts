import { saveBlob } from "./save-blob.ts";

/** Hands a text to the browser as a file, byte for byte; nothing is asked of the server. */
export function downloadText({ path, content }: { path: string; content: string }): void {
  saveBlob(new Blob([content], { type: "application/octet-stream" }), path);
}
