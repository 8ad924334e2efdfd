import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// `npm run bench`: builds what is stale, bundles the bench beside the server, and runs it against the built product. Standard
// output is the bench's alone, so that `--json` prints one object and nothing else.
const appDir = fileURLToPath(new URL("../..", import.meta.url));
const node = (args, stdout) => {
  const { status } = spawnSync(process.execPath, args, {
    cwd: appDir,
    stdio: ["inherit", stdout, "inherit"],
  });
  if (status !== 0) process.exit(status ?? 1);
};

const bundle = join(appDir, "e2e", "bench.bundle.mjs");
process.once("exit", () => rmSync(bundle, { force: true }));

node([join(appDir, "server", "launch", "build.mjs")], process.stderr.fd);
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
node([bundle, ...process.argv.slice(2)], "inherit");
