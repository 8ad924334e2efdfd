import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { parseAllDocuments } from "yaml";
import type { CodeBlock } from "#lib/docs/code-block.ts";
import { checkVector } from "./check-vector.ts";
import type { PageShell } from "./page-shell.ts";

const PARSERS: Partial<Record<CodeBlock["language"], readonly [string, ...string[]]>> = {
  sh: ["sh", "-n"],
  python: ["python3", "-c", "import ast, sys; ast.parse(sys.stdin.read())"],
  javascript: ["node", "--check", "--input-type=module"],
};

function parse({ id, language, content }: CodeBlock): void {
  if (language === "json") JSON.parse(content);
  else if (language === "yaml")
    for (const { errors } of parseAllDocuments(content, { strict: true })) expect(errors, id).toEqual([]);
  else {
    const [program, ...words] = PARSERS[language] ?? [];
    if (program === undefined) throw new Error(`${id}: nothing here parses ${language}`);
    const { status, stderr } = spawnSync(program, words, { input: content, encoding: "utf8" });
    expect({ id, status, stderr }).toEqual({ id, status: 0, stderr: "" });
  }
}

/** Does with a block what its `runs` says, and holds the outcome to it. */
export async function runBlock(shell: PageShell, block: CodeBlock): Promise<void> {
  const { id, content, runs } = block;
  switch (runs.by) {
    case "shell": {
      if (runs.given !== undefined) {
        const { code, stderr } = await shell.type(`given-${id}`, runs.given);
        if (code !== 0) throw new Error(`What ${id} begins with could not be made: ${stderr}`);
      }
      const { code, stdout, stderr } = await shell.type(id, content);
      expect({ id, code, stderr: code === 0 ? "" : stderr }).toEqual({ id, code: 0, stderr: "" });
      if (runs.prints !== undefined) expect({ id, stdout }).toEqual({ id, stdout: runs.prints });
      return;
    }
    case "saving": {
      const file = join(shell.folder, runs.file);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content.endsWith("\n") ? content : `${content}\n`);
      if (block.language === "json" || block.language === "yaml") parse(block);
      return;
    }
    case "parser":
      return parse(block);
    case "vector":
      return checkVector(content, runs.isValid);
    // `lib/docs/documents.test.ts` sees that it is there.
    case "test":
      return;
  }
}
