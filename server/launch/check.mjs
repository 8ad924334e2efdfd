import { fileURLToPath } from "node:url";
import { runCheckPhases } from "./check-phases.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { exitOnFailure } from "./exit-on-failure.mjs";
import { finish, makeTally } from "./tally.mjs";

const appDir = fileURLToPath(new URL("../..", import.meta.url));

await exitOnFailure(async () => {
  await ensureDependencies(appDir, { isForTests: true });
  const tally = makeTally(appDir, { ...process.env, NEXT_TELEMETRY_DISABLED: "1" });
  await runCheckPhases(tally);
  finish(tally.total);
});
