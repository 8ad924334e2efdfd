import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// `npm run fuzz`: builds what is stale, bundles the fuzzer beside the end-to-end tests, and runs it against the built product.
const appDir = fileURLToPath(new URL("../..", import.meta.url));
const node = (...args) => {
  const { status } = spawnSync(process.execPath, args, { cwd: appDir, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
};

const bundle = join(appDir, "e2e", "fuzz.bundle.mjs");
process.once("exit", () => rmSync(bundle, { force: true }));

node(join(appDir, "server", "launch", "build.mjs"));
const { build } = await import("esbuild");
await build({
  absWorkingDir: appDir,
  entryPoints: [join(appDir, "e2e", "fuzz", "main.ts")],
  // Beside its sources: they find the built product from where they stand.
  outfile: bundle,
  bundle: true,
  packages: "external",
  plugins: [
    {
      // What starts PostgreSQL finds its programs from where it stands.
      name: "launch-modules-stay",
      setup: ({ onResolve }) =>
        onResolve({ filter: /^#server\/launch\/.*\.mjs$/ }, ({ path }) => ({
          path: path.replace("#server", "../server"),
          external: true,
        })),
    },
  ],
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "warning",
});
node(bundle, ...process.argv.slice(2));
