import { fileURLToPath } from "node:url";
import { exitOnFailure } from "./exit-on-failure.mjs";
import { loadExistingBuild } from "./load-build.mjs";

// `npm run restore -- FOLDER`: into the database of the environment, which must be empty.
const appDir = fileURLToPath(new URL("../..", import.meta.url));

await exitOnFailure(async () => {
  const { runRestore } = await loadExistingBuild(appDir);
  await runRestore({ appDir, env: process.env, args: process.argv.slice(2) });
  process.exit(0);
});
