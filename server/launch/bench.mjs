import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// `npm run bench`: builds what is stale, bundles the bench beside the server, and runs it against the built product.
const appDir = fileURLToPath(new URL("../..", import.meta.url));
const node = (...args) => {
  const { status } = spawnSync(process.execPath, args, { cwd: appDir, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
};

const bundle = join(appDir, "e2e", "bench.bundle.mjs");
process.once("exit", () => rmSync(bundle, { force: true }));

node(join(appDir, "server", "launch", "build.mjs"));
const { build } = await import("esbuild");
await build({
  absWorkingDir: appDir,
  entryPoints: [join(appDir, "e2e", "bench", "main.ts")],
  // Beside its sources: they find the built product from where they stand.
  outfile: bundle,
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "warning",
});
node(bundle);
