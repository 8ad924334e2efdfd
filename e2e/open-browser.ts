import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Debian's Chromium, or the one that `npm test` found or installed. */
export function openBrowser(): Promise<Browser> {
  const debian = "/usr/bin/chromium";
  const executablePath =
    process.env["CHROMIUM_PATH"] ?? (existsSync(debian) ? debian : chromium.executablePath());
  // Chromium refuses to sandbox as root, which is what a container's tests run as.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args: [...args, "--disable-dev-shm-usage", "--disable-gpu"] });
}
