import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "./run-tool.mjs";

/**
 * Runs phases one after the other, all of them whatever fails, and adds up: tests by the runner's own report, and one failure
 * for a tool that fails or a runner that ends without a report.
 */
export function makeTally(appDir, env) {
  const total = { passed: 0, failed: 0 };
  const tool = (name) => join(appDir, "node_modules", ...name.split("/"));
  const run = (args) => runTool(process.execPath, args, { cwd: appDir, env });

  /** A tool with nothing to count; true when it is content. */
  async function check(title, name, ...args) {
    process.stdout.write(`\n— ${title}\n`);
    const { status } = await run([tool(name), ...args]);
    if (status !== 0) total.failed += 1;
    return status === 0;
  }

  async function test(title, ...args) {
    process.stdout.write(`\n— ${title}\n`);
    const folder = mkdtempSync(join(tmpdir(), "sikkerkey-report-"));
    const report = join(folder, "report.json");
    const options = [
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      "--passWithNoTests=false",
    ];
    const { status } = await run([tool("vitest/vitest.mjs"), "run", ...args, ...options]);
    count(report, status);
    rmSync(folder, { recursive: true, force: true });
  }

  function count(report, status) {
    if (!existsSync(report)) {
      total.failed += 1;
      return;
    }
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
    // A file that could not be loaded has no test in the report, and everything in it has failed.
    const unloaded = testResults.filter(
      (file) => file.status === "failed" && file.assertionResults.length === 0,
    ).length;
    total.passed += numPassedTests;
    total.failed += Math.max(numFailedTests + unloaded, status === 0 ? 0 : 1);
  }

  return { total, check, test, fail: () => (total.failed += 1) };
}

export function finish({ passed, failed }) {
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
