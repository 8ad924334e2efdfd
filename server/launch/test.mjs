import { fileURLToPath } from "node:url";
import { ensureBuild } from "./build.mjs";
import { runCheckPhases, runDatabasePhase, runProcessPhase } from "./check-phases.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { exitOnFailure } from "./exit-on-failure.mjs";
import { finish, makeTally } from "./tally.mjs";
import { ensureTestTools } from "./test-tools.mjs";

const appDir = fileURLToPath(new URL("../..", import.meta.url));
const isDeep = process.argv.includes("--deep");

await exitOnFailure(async () => {
  await ensureDependencies(appDir, { isForTests: true });
  const browser = await ensureTestTools(appDir);
  const tally = makeTally(appDir, {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: "1",
    CHROMIUM_PATH: browser,
    ...(isDeep ? { SIKKERKEY_TEST_ROUNDS: "deep" } : {}),
  });
  await runCheckPhases(tally);
  await runProcessPhase(tally);
  await runDatabasePhase(tally);
  if (await isBuilt(tally))
    await tally.test("Pages and the whole product", "--config", "e2e/vitest.config.ts");
  finish(tally.total);
});

async function isBuilt(tally) {
  process.stdout.write("\n— Build\n");
  try {
    await ensureBuild(appDir, { isQuiet: false });
    return true;
  } catch (error) {
    process.stdout.write(`${error.message}\n`);
    tally.fail(`Build: ${error.message}`);
    return false;
  }
}
