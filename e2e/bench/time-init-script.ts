import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Delivery } from "#e2e/bitbucket/scene.ts";
import { runProcess } from "#e2e/process-run.ts";
import { median } from "./figures.ts";
import { installTimedTools, type Part } from "./timed-tools.ts";

export type InitScriptTimes = { readonly total: number; readonly parts: Record<Part, number> };

const RUNS = 3;

/** The generated script in a fresh folder until its variables are there: whole runs by the clock, then one taken apart. */
export async function timeInitScript(delivery: Delivery): Promise<InitScriptTimes> {
  const totals: number[] = [];
  while (totals.length < RUNS) totals.push((await runOnce(delivery, false)).milliseconds);
  const { parts } = await runOnce(delivery, true);
  return { total: median(totals) ?? 0, parts };
}

async function runOnce({ files, token, secrets }: Delivery, isTimed: boolean) {
  const folder = mkdtempSync(join(tmpdir(), "sikkerkey-init-"));
  try {
    for (const [path, content] of Object.entries(files)) writeFileSync(join(folder, path), content);
    const [home, tmp] = [join(folder, "home"), join(folder, "tmp")];
    for (const made of [home, tmp]) mkdirSync(made);
    const tools = installTimedTools(folder);
    const [variable = ""] = Object.keys(secrets);
    const env = {
      HOME: home,
      TMPDIR: tmp,
      BITBUCKET_CLONE_DIR: folder,
      SIKKERKEY_ENROLLMENT_TOKEN: token,
      ...(isTimed && { PATH: tools.path }),
    };
    const start = performance.now();
    const run = runProcess("/bin/sh", ["-c", `. ./sikkerkey-init.sh && test -n "$${variable}"`], {
      cwd: folder,
      env,
    });
    const code = await run.ended;
    const milliseconds = performance.now() - start;
    if (code !== 0) throw new Error(`sikkerkey-init.sh ended with ${code}: ${run.stderr().slice(-1000)}`);
    return { milliseconds, parts: tools.read() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
