import { fileURLToPath } from "node:url";
import { exitOnFailure } from "./exit-on-failure.mjs";
import { loadExistingBuild } from "./load-build.mjs";

// `npm run backup -- FOLDER`, beside a running server or without one; `npm run backup -- --verify FOLDER` proves one.
const appDir = fileURLToPath(new URL("../..", import.meta.url));

await exitOnFailure(async () => {
  const { runBackup } = await loadExistingBuild(appDir);
  await runBackup({ appDir, env: process.env, args: process.argv.slice(2) });
  process.exit(0);
});
