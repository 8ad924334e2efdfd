import { fileURLToPath } from "node:url";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `SikkerKey needs Node 20.19 or later and this is ${process.versions.node}; install a newer one from https://nodejs.org.`,
  );
  process.exit(1);
}

const appDir = fileURLToPath(new URL("../..", import.meta.url));
const { ensureDependencies } = await import("./dependencies.mjs");
const { ensureBuild, loadBuild } = await import("./build.mjs");
const { refuseSecondStart } = await import("./data-folder-lock.mjs");
const { exitOnFailure } = await import("./exit-on-failure.mjs");
const { followParent } = await import("./follow-parent.mjs");

await exitOnFailure(async () => {
  // A build under a running server would take its pages away, so this comes first.
  refuseSecondStart(process.env, appDir);
  await ensureDependencies(appDir);
  await ensureBuild(appDir);
  process.env.NODE_ENV = "production";
  followParent();
  const { runServer } = await loadBuild(appDir);
  await runServer({ appDir, env: process.env });
  process.exit(0);
});
