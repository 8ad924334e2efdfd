import { fileURLToPath } from "node:url";
import { loadBuild } from "./build.mjs";
import { exitOnFailure } from "./exit-on-failure.mjs";

// Starts what is built and nothing else: a container has neither sources nor npm, and its folder cannot be written.
const appDir = fileURLToPath(new URL("../..", import.meta.url));
process.env.NODE_ENV = "production";

await exitOnFailure(async () => {
  const { runServer } = await loadBuild(appDir);
  await runServer({ appDir, env: process.env });
  process.exit(0);
});
