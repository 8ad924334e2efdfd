import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { bundleCli } from "../bundle-cli.mjs";

/** A folder of this test file's own, removed when the file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "sikkerkey-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The CLI as one file, as it is packed; or another entry made of the same sources. */
export async function bundledCli(folder: string, entry = "lib/cli/main.ts"): Promise<string> {
  const file = join(folder, "sikkerkey.mjs");
  writeFileSync(file, await bundleCli(entry), { mode: 0o755 });
  return file;
}

export type Ran = { readonly stdout: Buffer; readonly stderr: string; readonly code: number | null };

type Options = {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly cwd?: string;
};

/** Runs a program with this environment only, and its whole output. */
export function runProgram(
  file: string,
  words: readonly string[],
  { env = {}, stdin = "", cwd }: Options = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, words, {
      // No home: bash reads one's .bashrc whenever its standard input is a socket, as a pipe from Node is.
      env: { PATH: process.env["PATH"] ?? "", NODE_ENV: "production", HOME: "/nonexistent", ...env },
      ...(cwd === undefined ? {} : { cwd }),
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString("utf8"), code }),
    );
    child.stdin.on("error", () => {});
    child.stdin.end(stdin);
  });
}
