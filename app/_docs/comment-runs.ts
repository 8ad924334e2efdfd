import type { CodeBlock } from "#lib/docs/code-block.ts";

const WITH_HASH_COMMENTS = new Set<CodeBlock["language"]>(["sh", "yaml", "python", "dockerfile"]);

/** A block's text in runs of whole lines that are comments, and whole lines that are not. */
export function commentRuns({ language, content }: CodeBlock): { isComment: boolean; text: string }[] {
  const runs: { isComment: boolean; text: string }[] = [];
  for (const line of content.replace(/\n$/, "").split(/(?<=\n)/)) {
    const isComment = WITH_HASH_COMMENTS.has(language) && /^\s*#/.test(line);
    const last = runs.at(-1);
    if (last?.isComment === isComment) last.text += line;
    else runs.push({ isComment, text: line });
  }
  return runs;
}
