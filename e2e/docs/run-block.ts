import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { parseDocument } from "yaml";
import type { CodeBlock } from "#lib/docs/code-block.ts";
import type { PageShell } from "./page-shell.ts";

const ROOT = join(import.meta.dirname, "../..");

function parse({ id, language, content }: CodeBlock): void {
  if (language === "json") JSON.parse(content);
  else if (language === "yaml") expect(parseDocument(content, { strict: true }).errors, id).toEqual([]);
  else throw new Error(`${id}: nothing here parses ${language}`);
}

/** Does with a block what its `runs` says, and holds the outcome to it. */
export async function runBlock(shell: PageShell, block: CodeBlock): Promise<void> {
  const { id, content, runs } = block;
  switch (runs.by) {
    case "shell": {
      const { code, stdout, stderr } = await shell.type(id, content, runs.fails === undefined);
      expect({ id, code, stderr: code === (runs.fails ?? 0) ? "" : stderr }).toEqual({
        id,
        code: runs.fails ?? 0,
        stderr: "",
      });
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
    case "test": {
      const file = join(ROOT, runs.file);
      expect(existsSync(file), `${id} names ${runs.file}`).toBe(true);
      expect(readFileSync(file, "utf8"), `${id} names ${runs.file}`).toContain(runs.holds);
    }
  }
}
