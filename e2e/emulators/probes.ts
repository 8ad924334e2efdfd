import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { posixQuote } from "#lib/integrations/quoting.ts";
import { findTool } from "./install-tools.ts";
import type { Sandbox } from "./sandbox.ts";

/** Who must see the values after the script's line: the step itself and each kind of program it may start. */
export const READERS = ["a later line", "a child bash script", "a node program", "a sh child"] as const;
export type Reader = (typeof READERS)[number];

export const TOKEN_VARIABLE = "SIKKERKEY_ENROLLMENT_TOKEN";

export const reportOf = (sandbox: Sandbox, reader: Reader) =>
  join(sandbox.agent, reader.replaceAll(" ", "-"));

/** Lines that write each variable to a file, byte for byte, without a process: the shell's own printf. */
function writeVariables(names: readonly string[], folder: string, print = "\\printf '%s'"): string {
  return [...names, TOKEN_VARIABLE]
    .map(
      (name) =>
        `if \\test "$\{${name}+set}" = set; then ${print} "$${name}" >${posixQuote(join(folder, name))}; fi`,
    )
    .join("\n");
}

const nodeProgram = (names: readonly string[], folder: string) => `
const fs = require("fs");
for (const name of ${JSON.stringify([...names, TOKEN_VARIABLE])})
  if (process.env[name] !== undefined) fs.writeFileSync(${JSON.stringify(folder)} + "/" + name, process.env[name]);
`;

/** Writes the reading programs and returns the step lines that run them. */
export function probeLines(sandbox: Sandbox, names: readonly string[], print?: string): string[] {
  const folders = READERS.map((reader) => reportOf(sandbox, reader));
  for (const folder of folders) mkdirSync(folder);
  const [inline, bashFolder, nodeFolder, shFolder] = folders as [string, string, string, string];
  const program = (name: string, text: string) => {
    const path = join(sandbox.agent, name);
    writeFileSync(path, text, { mode: 0o755 });
    return path;
  };
  const bashScript = program("child.bash", `#!${findTool("bash")}\n${writeVariables(names, bashFolder)}\n`);
  const shScript = program("child.sh", `${writeVariables(names, shFolder)}\n`);
  const nodeScript = program("child.cjs", nodeProgram(names, nodeFolder));
  return [
    writeVariables(names, inline, print),
    posixQuote(bashScript),
    `node ${posixQuote(nodeScript)}`,
    `sh ${posixQuote(shScript)}`,
  ];
}
