import { join } from "node:path";
import { posixQuote } from "#lib/integrations/quoting.ts";
import type { Sandbox } from "./sandbox.ts";

export const stateFile = (sandbox: Sandbox, moment: "before" | "after") =>
  join(sandbox.agent, `state-${moment}`);

/** One line that notes all a sourced script could change, without a change of its own and past any alias. */
export function noteState(sandbox: Sandbox, moment: "before" | "after"): string {
  const parts = [
    String.raw`\printf "\n@options\n%s\n" "$-"; \set +o`,
    String.raw`\printf "\n@umask\n"; \umask`,
    String.raw`\printf "\n@traps\n"; \trap`,
    String.raw`\printf "\n@aliases\n"; \alias`,
    String.raw`\printf "\n@directory\n%s\n" "$PWD"`,
    String.raw`\printf "\n@arguments\n%s\n" "$#" "$@"`,
    String.raw`if \command -v shopt; then \printf "\n@functions\n"; \declare -F; \printf "\n@shopt\n"; \shopt; fi`,
    String.raw`\printf "\n@variables\n"; (if \command -v shopt; then \set -o posix; fi; \set)`,
  ];
  return `{ ${parts.join("; ")}; } >|${posixQuote(stateFile(sandbox, moment))} 2>/dev/null`;
}

/** What differs between two notes, section by section; `delivered` are the variables that are meant to appear. */
export function changedState(before: string, after: string, delivered: readonly string[]): string[] {
  const [first, second] = [sections(before), sections(after)];
  const changes: string[] = [];
  for (const [name, text] of first) {
    if (name !== "variables" && text !== second.get(name)) changes.push(`${name} changed`);
  }
  const [was, is] = [variables(first.get("variables")), variables(second.get("variables"))];
  const expected = new Set([...delivered, "SIKKERKEY_ENROLLMENT_TOKEN"]);
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    if (VOLATILE.test(name) || expected.has(name)) continue;
    if (was.get(name) !== is.get(name)) changes.push(`variable ${name} changed`);
  }
  return changes;
}

/** What the shells themselves change from line to line. */
const VOLATILE =
  /^(_|\?|LINENO|PPID|RANDOM|SRANDOM|SECONDS|EPOCH.*|PIPESTATUS|BASH_.*|BASHPID|BASHOPTS|SHELLOPTS|FUNCNAME|OPTIND|COLUMNS|LINES|POSIXLY_CORRECT|KSH_MATCH)$/;

function sections(note: string): Map<string, string> {
  const found = note.split(/^@(options|umask|traps|aliases|directory|arguments|functions|shopt|variables)$/m);
  const pairs: [string, string][] = [];
  for (let at = 1; at < found.length; at += 2) pairs.push([found[at] ?? "", found[at + 1] ?? ""]);
  // Variables come last and may hold anything, a line like "@umask" included: the first of each name counts.
  return new Map(pairs.reverse());
}

/** Reads the output of `set`: `NAME=` and a word in any of the quotes the four shells print. */
function variables(text = ""): Map<string, string> {
  const found = new Map<string, string>();
  const word =
    /^([A-Za-z_]\w*|\?)=((?:\$'(?:[^'\\]|\\[\s\S])*'|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]|[^'"\\\n])*)\n/my;
  for (let at = 0; at < text.length; ) {
    word.lastIndex = at;
    const match = word.exec(text);
    if (match?.[1] !== undefined) found.set(match[1], match[2] ?? "");
    const next = match ? word.lastIndex : text.indexOf("\n", at) + 1;
    at = next > at ? next : text.length;
  }
  return found;
}
