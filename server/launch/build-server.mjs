import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const appDir = fileURLToPath(new URL("../..", import.meta.url));

// Node 20 runs no TypeScript. Packages stay outside: they are installed beside, and some bring native code.
await build({
  absWorkingDir: appDir,
  entryPoints: [join(appDir, "server", "main.ts")],
  outfile: join(appDir, ".build", "main.mjs"),
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  jsx: "automatic",
  logLevel: "warning",
});
