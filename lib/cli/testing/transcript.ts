/** One command of a transcript and everything it must do. */
export type Step = {
  readonly line: number;
  readonly words: readonly string[];
  readonly stdin: string;
  /** `env`, `server` and `world` lines that stand before it. */
  readonly settings: readonly { readonly kind: string; readonly text: string }[];
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
};

type Draft = { -readonly [Key in keyof Step]: Step[Key] };

/**
 * A transcript: `$ words` runs the CLI, `> line` is a line on standard output (`>. text` one without a line break), `! line`
 * one on standard error, `= code` ends the step. Before it: `env NAME=value`, `stdin "json text"`, `server …`, `world name`.
 */
export function parseTranscript(text: string): Step[] {
  const steps: Step[] = [];
  let settings: { kind: string; text: string }[] = [];
  let stdin = "";
  let step: Draft | null = null;
  for (const [index, line] of text.split("\n").entries()) {
    if (line === "" || line.startsWith("#")) continue;
    const [mark = "", ...others] = line.split(" ");
    const rest = others.join(" ");
    if (mark === "env" || mark === "server" || mark === "world") settings.push({ kind: mark, text: rest });
    else if (mark === "stdin") stdin = String(JSON.parse(rest));
    else if (mark === "$") {
      step = { line: index + 1, words: splitWords(rest), stdin, settings, stdout: "", stderr: "", code: -1 };
      settings = [];
      stdin = "";
    } else if (step === null) throw new Error(`Line ${index + 1} stands before a command: ${line}`);
    else if (mark === ">") step.stdout += `${rest}\n`;
    else if (mark === ">.") step.stdout += rest;
    else if (mark === "!") step.stderr += `${rest}\n`;
    else if (mark === "=") {
      step.code = Number(rest);
      steps.push(step);
      step = null;
    } else throw new Error(`Line ${index + 1} is not understood: ${line}`);
  }
  if (step !== null) throw new Error("The last step has no exit code");
  return steps;
}

/** Words at spaces; one in double quotes is JSON text. */
function splitWords(text: string): string[] {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"|\S+/g)].map(([word]) =>
    word.startsWith('"') ? String(JSON.parse(word)) : word,
  );
}
