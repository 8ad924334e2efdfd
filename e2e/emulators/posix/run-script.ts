import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { joinLines } from "../join-script.ts";
import type { Runner } from "../run-job.ts";
import { startShell } from "../start-shell.ts";

/** A job of no provider in particular: one file, one shell, and an environment that says nothing (POSIX.1-2024, sh, "-e"). */
export const posix: Runner = {
  environment: ({ home, bin, tmp }) => ({ HOME: home, PATH: bin, TMPDIR: tmp }),
  run({ sandbox, image, env, lines }) {
    const script = join(sandbox.agent, "job.sh");
    writeFileSync(script, joinLines(lines, "set -e"));
    return startShell([...image.shell, script], { cwd: sandbox.clone, env });
  },
};
