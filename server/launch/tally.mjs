import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { runTool } from "./run-tool.mjs";

/**
 * Runs phases one after the other, all of them whatever fails, and adds up: tests by the runner's own report, and one failure
 * for a tool that fails or a runner that ends without a report.
 */
export function makeTally(appDir, env) {
  const total = { passed: 0, failed: 0, failures: [] };
  const tool = (name) => join(appDir, "node_modules", ...name.split("/"));
  const run = (args) => runTool(process.execPath, args, { cwd: appDir, env });

  /** A tool with nothing to count; true when it is content. */
  async function check(title, name, ...args) {
    process.stdout.write(`\n— ${title}\n`);
    const { status } = await run([tool(name), ...args]);
    if (status !== 0) fail(title);
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
    count(title, report, status);
    rmSync(folder, { recursive: true, force: true });
  }

  function count(title, report, status) {
    if (!existsSync(report)) return fail(`${title}: ended without a report`);
    const { numPassedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
    const failures = testResults.flatMap(failuresOf);
    total.passed += numPassedTests;
    for (const failure of failures) fail(failure);
    if (status !== 0 && failures.length === 0) fail(`${title}: ended with ${status}`);
  }

  function failuresOf({ name, status, message, assertionResults }) {
    const file = relative(appDir, name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    // A file that could not be loaded has no test in the report, and everything in it has failed.
    if (failed.length === 0 && status === "failed") return [`${file}\n${shortened(message)}`];
    return failed.map(
      ({ fullName, failureMessages }) => `${file}: ${fullName}\n${shortened(failureMessages[0])}`,
    );
  }

  function fail(what) {
    total.failed += 1;
    total.failures.push(what);
  }

  return { total, check, test, fail };
}

/** Of a failure's text what says why; the whole is further up. */
const shortened = (message = "") => message.split("\n").slice(0, 12).join("\n");

/** The failures once more, because the end of a long output is what people and services keep; then the total. */
export function finish({ passed, failed, failures }) {
  for (const failure of failures) process.stdout.write(`\nFAILED ${failure}\n`);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
