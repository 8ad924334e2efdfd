import { fileURLToPath } from "node:url";
import { exitOnFailure } from "./exit-on-failure.mjs";
import { loadExistingBuild } from "./load-build.mjs";

// Starts what is built and nothing else: a container has neither sources nor npm, and its folder cannot be written.
const appDir = fileURLToPath(new URL("../..", import.meta.url));

await exitOnFailure(async () => {
  const { runServer } = await loadExistingBuild(appDir);
  await runServer({ appDir, env: process.env });
  process.exit(0);
});
