import { existsSync } from "node:fs";
import { join } from "node:path";

/** These tests drive the built product; `npm test` builds it first. */
export default function requireBuild(): void {
  const root = join(import.meta.dirname, "..");
  for (const path of [".build/main.mjs", ".next/BUILD_ID"])
    if (!existsSync(join(root, path))) throw new Error("Nothing is built yet; run: npm run build");
}
