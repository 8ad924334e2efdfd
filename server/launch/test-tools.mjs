import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findNginx } from "./find-nginx.mjs";
import { LaunchError } from "./launch-error.mjs";
import { runTool } from "./run-tool.mjs";
import { unpackNginx } from "./unpack-nginx.mjs";

// Commands that the tests of shells and pages run, and the Debian packages that bring them.
const COMMANDS = {
  bash: "bash",
  dash: "dash",
  busybox: "busybox",
  zsh: "zsh",
  mksh: "mksh",
  ksh93: "ksh93u+m",
  fish: "fish",
  openssl: "openssl",
  curl: "curl",
  wget: "wget",
  unzip: "unzip",
  python3: "python3",
};

const isThere = (command) =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .some((folder) => folder !== "" && existsSync(join(folder, command)));
const mayUseApt = () => process.getuid?.() === 0 && isThere("apt-get");

/** Shells and a browser for the tests: from Debian where we may, else a browser from Playwright and one sentence for the rest. */
export async function ensureTestTools(appDir) {
  const missing = Object.keys(COMMANDS).filter((command) => !isThere(command));
  const wantsBrowser = !(await findBrowser());
  if (missing.length > 0 || wantsBrowser) {
    if (mayUseApt()) {
      const packages = missing.map((command) => COMMANDS[command]);
      await installPackages(wantsBrowser ? [...packages, "chromium"] : packages);
    } else if (missing.length > 0) {
      throw new LaunchError(
        `The tests run real shells and miss ${missing.join(", ")}; install them, then run npm test again.`,
      );
    } else await installBrowser(appDir);
  }
  if (mayUseApt() && findNginx(appDir) === null) await unpackNginx(appDir);
  const browser = await findBrowser();
  if (browser) return browser;
  throw new LaunchError(
    "The tests need a Chromium; install one, or set CHROMIUM_PATH to it, then run npm test again.",
  );
}

async function installPackages(packages) {
  process.stdout.write(`Installing ${packages.join(", ")} with apt-get …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) =>
    runTool("apt-get", ["-o", "DPkg::Lock::Timeout=300", ...args], { env, isQuiet: true });
  await apt("update");
  const { status, output } = await apt("install", "-y", "--no-install-recommends", ...packages);
  if (status === 0) return;
  const reason = output.split("\n").find((line) => line.startsWith("E:")) ?? `exit code ${status}`;
  throw new LaunchError(
    `apt-get could not install ${packages.join(", ")} (${reason}); install them, then run npm test again.`,
  );
}

async function installBrowser(appDir) {
  process.stdout.write("Installing Playwright's Chromium …\n");
  const cli = join(appDir, "node_modules", "playwright-core", "cli.js");
  await runTool(process.execPath, [cli, "install", "chromium"], { cwd: appDir, env: process.env });
}

/** Debian's Chromium first: its libraries are there as well. */
async function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : null;
  const system = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
    existsSync,
  );
  if (system) return system;
  const { chromium } = await import("playwright-core");
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}
