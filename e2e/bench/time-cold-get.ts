import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Delivery } from "#e2e/bitbucket/scene.ts";
import { runProcess } from "#e2e/process-run.ts";
import { median } from "./figures.ts";

const RUNS = 9;

/** `sikkerkey get` of an enrolled machine, from the start of the process to its end with the value printed; the median. */
export async function timeColdGet(url: string, { policy, token, secrets }: Delivery): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "sikkerkey-get-"));
  const run = async (command: string, words: readonly string[], env: Record<string, string> = {}) => {
    const started = runProcess(command, words, { cwd: folder, env: { HOME: folder, ...env } });
    if ((await started.ended) !== 0) throw new Error(`${words[0]} failed: ${started.stderr().slice(-1000)}`);
    return started.stdout();
  };
  try {
    const places = ["--prefix", join(folder, "prefix"), "--cache", join(folder, "cache")];
    const registry = `--@sikkerkey:registry=${url}/npm/`;
    await run("npm", ["install", "-g", "@sikkerkey/cli", registry, ...places], {
      npm_config_update_notifier: "false",
    });
    const cli = join(folder, "prefix", "bin", "sikkerkey");
    const enroll = ["enroll", "--url", url, "--vault", policy.vaultId];
    await run(cli, enroll, { SIKKERKEY_ENROLLMENT_TOKEN: token });
    const [[name, value] = ["", ""]] = Object.entries(secrets);
    const times: number[] = [];
    while (times.length < RUNS) {
      const start = performance.now();
      const printed = await run(cli, ["get", name]);
      times.push(performance.now() - start);
      if (printed !== value) throw new Error("sikkerkey get printed another value");
    }
    return median(times) ?? 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
