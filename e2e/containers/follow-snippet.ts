import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { runProcess } from "../process-run.ts";
import type { ContainerOptions } from "./run-container.ts";

/**
 * Types the dialog's `docker run` text into a shell in this folder, where the downloaded file lies. All of it happens but for
 * `docker` itself, whose words come back as what a container is started with; the image is the caller's.
 */
export async function followSnippet(text: string, folder: string): Promise<ContainerOptions> {
  const bin = mkdtempSync(join(tmpdir(), "sikkerkey-docker-"));
  const docker = join(bin, "docker");
  writeFileSync(docker, `#!/bin/sh\nprintf '%s\\n' "$@" >'${bin}/words'\n`);
  chmodSync(docker, 0o755);
  try {
    const env = { PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}` };
    const shell = runProcess("sh", ["-e", "-c", text], { cwd: folder, env });
    if ((await shell.ended) !== 0) throw new Error(`The docker run snippet failed: ${shell.stderr()}`);
    return optionsOf(readFileSync(join(bin, "words"), "utf8").trimEnd().split("\n"));
  } finally {
    rmSync(bin, { recursive: true, force: true });
  }
}

function optionsOf(words: readonly string[]): ContainerOptions {
  const env: Record<string, string> = {};
  const mounts: Record<string, string> = {};
  const volumes: Record<string, string> = {};
  for (const [at, word] of words.entries()) {
    const [first = "", second = "", third] = (words[at + 1] ?? "").split(word === "-e" ? "=" : ":");
    if (word === "-e") env[first] = second;
    else if (word === "-v" && third === "ro") mounts[second] = first;
    else if (word === "-v") volumes[second] = first;
  }
  return { env, mounts, volumes, init: words.includes("--init") };
}
