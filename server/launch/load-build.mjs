import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The build as it is, whatever became of the sources since: a server may be running from it, and a new one would take its pages
 * away. Only where there is none it is made.
 */
export async function loadExistingBuild(appDir) {
  const built = join(appDir, ".build", "main.mjs");
  if (!existsSync(built)) {
    // A container has none of this, and has a build.
    await (await import("./dependencies.mjs")).ensureDependencies(appDir);
    await (await import("./build.mjs")).ensureBuild(appDir);
  }
  process.env.NODE_ENV = "production";
  return import(pathToFileURL(built).href);
}
