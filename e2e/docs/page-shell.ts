import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Typed = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** The shell of somebody who follows a page: what a block exports or changes is there for the next one. */
export type PageShell = {
  /** The folder they are in at first. */
  readonly folder: string;
  /** Types one block. The first command that fails ends block and shell, as a reader would stop there. */
  type(id: string, content: string): Promise<Typed>;
  close(): void;
};

const quoted = (path: string) => `'${path}'`;

/** A POSIX shell in a new folder below `root`, which must have no quote in its path. */
export function openShell(root: string, env: Readonly<Record<string, string>>): PageShell {
  const [folder, notes] = [join(root, "work"), join(root, "notes")];
  for (const path of [folder, notes, join(root, "home")]) mkdirSync(path, { recursive: true });
  const child = spawn("sh", ["-s"], {
    cwd: folder,
    env: { NODE_ENV: "production", ...env, HOME: join(root, "home") },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = "";
  let answered: (code: number) => void = () => {};
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString("utf8");
    const code = /^(\d+)\n$/.exec(said)?.[1];
    if (code === undefined) return;
    said = "";
    answered(Number(code));
  });
  child.stderr.on("data", () => {});
  child.once("close", (code) => answered(code ?? 1));
  child.stdin.on("error", () => {});
  return {
    folder,
    async type(id, content) {
      const [script, out, err] = ["sh", "out", "err"].map((kind) => join(notes, `${id}.${kind}`));
      if (script === undefined || out === undefined || err === undefined) throw new Error(id);
      writeFileSync(script, `${content}\n`);
      const code = await new Promise<number>((resolve) => {
        answered = resolve;
        if (child.exitCode !== null) resolve(child.exitCode);
        child.stdin.write(
          `set -e; . ${quoted(script)} </dev/null >${quoted(out)} 2>${quoted(err)}; printf '%s\\n' "$?"\n`,
        );
      });
      return { code, stdout: readFileSync(out, "utf8"), stderr: readFileSync(err, "utf8") };
    },
    close: () => child.stdin.end("exit\n"),
  };
}
