import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureBuild, loadBuild } from "./build.mjs";
import { ensureDependencies } from "./dependencies.mjs";

/**
 * The build as it is, whatever became of the sources since: a server may be running from it, and a new one would take its pages
 * away. Only where there is none it is made.
 */
export async function loadExistingBuild(appDir) {
  if (!existsSync(join(appDir, ".build", "main.mjs"))) {
    await ensureDependencies(appDir);
    await ensureBuild(appDir);
  }
  process.env.NODE_ENV = "production";
  return loadBuild(appDir);
}
