import { execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a shell is called and how it is started to read a program on standard input. */
export const SHELLS = [
  ["dash", ["dash"]],
  ["bash", ["bash"]],
  ["bash as sh", ["bash", "--posix"]],
  ["busybox", ["busybox", "sh"]],
] as const satisfies readonly (readonly [string, readonly string[]])[];

export type Run = { readonly code: number | string; readonly stdout: string; readonly stderr: string };

type Options = {
  /** Words that start the shell. */
  readonly shell?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Runs it as a file instead of a pipe. */
  readonly isFile?: boolean;
};

/** Runs a script in an environment of these variables only, in a process group of its own. */
export async function runScript(script: string, home: string, options: Options = {}): Promise<Run> {
  const { shell = ["dash"], env = {}, cwd, isFile = false } = options;
  const words = shell.slice(1);
  const folder = mkdtempSync(join(tmpdir(), "sikkerkey-script-"));
  const file = join(folder, "script.sh");
  writeFileSync(file, script);
  const child = spawn(toolPath(shell[0] ?? ""), isFile ? [...words, file] : words, {
    env: { PATH: process.env["PATH"] ?? "", HOME: home, NODE_ENV: "test", ...env },
    detached: true,
    ...(cwd === undefined ? {} : { cwd }),
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  child.stdin.on("error", () => {});
  child.stdin.end(isFile ? "" : script);
  const code = await new Promise<number | string>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => resolve(status ?? signal ?? "unknown"));
  });
  rmSync(folder, { recursive: true, force: true });
  const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString("utf8");
  return { code, stdout: text(out), stderr: text(err) };
}

/** Every tool the script uses; the folder that `toolFolder` makes holds nothing else. */
const TOOLS = [
  ...["cat", "chmod", "cp", "curl", "cut", "grep", "mkdir", "mv", "openssl", "rm", "rmdir", "sed", "sleep"],
  ...["tail", "tr", "uname"],
];

export type Tools = {
  readonly without?: readonly string[];
  readonly and?: readonly string[];
  /** Programs of the test's own, by name. */
  readonly fakes?: Readonly<Record<string, string>>;
};

/**
 * A folder for PATH with the script's tools and no other. Each writes down its command line and environment before it runs,
 * so that `recorded` holds all that a list of processes could have shown.
 */
export function toolFolder(parent: string, { without = [], and = [], fakes = {} }: Tools = {}) {
  const folder = mkdtempSync(join(parent, "tools-"));
  const record = join(folder, ".record");
  const env = toolPath("env");
  for (const tool of [...TOOLS, ...and].filter((name) => !without.includes(name))) {
    const lines = [
      "#!/bin/sh",
      `{ printf '%s\\n' "$0" "$@"; ${env}; } >>'${record}'`,
      fakes[tool] ?? `exec '${toolPath(tool)}' "$@"`,
    ];
    writeFileSync(join(folder, tool), `${lines.join("\n")}\n`, { mode: 0o755 });
  }
  return { path: folder, recorded: () => (existsSync(record) ? readFileSync(record, "utf8") : "") };
}

export const toolPath = (name: string): string =>
  execFileSync("sh", ["-c", 'command -v "$1"', "sh", name], { encoding: "utf8" }).trim();

/** `mode path` of everything below a folder, in order. */
export function treeOf(folder: string, below = ""): string[] {
  return readdirSync(join(folder, below))
    .sort()
    .flatMap((name) => {
      const path = join(below, name);
      const stat = lstatSync(join(folder, path));
      const line = `${(stat.mode & 0o777).toString(8)} ${path}`;
      return stat.isDirectory() ? [line, ...treeOf(folder, path)] : [line];
    });
}

/** The one identity of a home, with its key's text. */
export function identityOf(base: string) {
  const vaults = join(base, "vaults");
  const [vault = ""] = readdirSync(vaults);
  const identity: unknown = JSON.parse(readFileSync(join(vaults, vault, "identity.json"), "utf8"));
  const fields = identity as Record<string, string>;
  return { vault, fields, pem: readFileSync(join(vaults, vault, "private.pem"), "utf8") };
}

export function makeFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}
