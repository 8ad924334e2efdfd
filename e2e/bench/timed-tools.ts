import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findTool } from "#e2e/emulators/install-tools.ts";
import { posixQuote } from "#lib/integrations/quoting.ts";

export type Part = "enroll" | "download" | "install" | "export";

/** Tools that note when they began and ended. By what the script gives them to do, each is a part of it, or none. */
export function installTimedTools(folder: string): { readonly path: string; read(): Record<Part, number> } {
  const record = join(folder, "times");
  const bin = join(folder, "bin");
  mkdirSync(bin);
  writeFileSync(record, "");
  const which: Record<string, string> = {
    curl: 'case "$*" in *request.json*) part=enroll ;; *cli.tgz*) part=download ;; esac',
    npm: "part=install",
    node: 'case "$*" in *bin/sikkerkey*export*) part=export ;; esac',
  };
  for (const [tool, choose] of Object.entries(which)) {
    const lines = [
      "#!/bin/sh",
      "part=rest",
      choose,
      "began=$(date +%s%N)",
      `${posixQuote(findTool(tool))} "$@"`,
      "code=$?",
      `echo "$part $began $(date +%s%N)" >>${posixQuote(record)}`,
      "exit $code",
    ];
    const path = join(bin, tool);
    writeFileSync(path, `${lines.join("\n")}\n`);
    chmodSync(path, 0o755);
  }
  return {
    path: `${bin}:${process.env["PATH"] ?? ""}`,
    read() {
      const lines = readFileSync(record, "utf8").trim().split("\n");
      const times = lines.map((line) => line.split(" "));
      const spent = (part: Part) =>
        times
          .filter(([name]) => name === part)
          .reduce((sum, [, from, to]) => sum + (Number(to) - Number(from)) / 1e6, 0);
      return {
        enroll: spent("enroll"),
        download: spent("download"),
        install: spent("install"),
        export: spent("export"),
      };
    },
  };
}
