import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const manifest = z.object({
  staticRoutes: z.array(z.object({ page: z.string() })),
  dynamicRoutes: z.array(z.object({ page: z.string() })),
});

/** The route templates of Next's build, so that the access log can name a route without naming what was asked. */
export function readPageTemplates(buildDir: string): readonly string[] {
  const text = readFileSync(join(buildDir, "routes-manifest.json"), "utf8");
  const { staticRoutes, dynamicRoutes } = manifest.parse(JSON.parse(text));
  return [...staticRoutes, ...dynamicRoutes].map(({ page }) => page);
}
