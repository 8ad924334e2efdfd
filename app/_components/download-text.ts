/** Hands a text to the browser as a file, byte for byte; nothing is asked of the server. */
export function downloadText({ path, content }: { path: string; content: string }): void {
  const url = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = path;
  link.click();
  URL.revokeObjectURL(url);
}
