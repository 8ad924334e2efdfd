import type { Terminal } from "./terminal.ts";

export type ArgumentSpec = {
  readonly name: string;
  readonly about: string;
  readonly isRequired: boolean;
  readonly choices?: readonly string[];
};

export type OptionSpec = {
  /** Long name without dashes. */
  readonly name: string;
  readonly short?: string;
  /** What its value stands for; absent for a flag. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly isRepeatable?: boolean;
  readonly about: string;
};

/** One row of the table that makes the parser, `--help` and the reference page. */
export type Command = {
  readonly name: string;
  readonly summary: string;
  /** Paragraphs for the help text, each one sentence or a few. */
  readonly details: readonly string[];
  readonly arguments: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  /** Whether `-- command …` follows. */
  readonly takesCommand?: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** Codes besides 0, 1 (failed) and 2 (called wrongly), which every command has. */
  readonly exits?: readonly { readonly code: string; readonly meaning: string }[];
  readonly examples: readonly string[];
  /** Gives the exit code. `commands` is the whole table, for a command that is about it. */
  readonly run: (call: Call, terminal: Terminal, commands: readonly Command[]) => Promise<number>;
};

/** A command line that fits its row. */
export type Call = {
  readonly arguments: ReadonlyMap<string, string>;
  /** Every value an option was given, in order; a flag that was given has one empty text. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  /** What followed `--`. */
  readonly rest: readonly string[];
};

export const COMMON_EXITS = [
  { code: "0", meaning: "done" },
  { code: "1", meaning: "it failed; the reason and the remedy are on standard error" },
  { code: "2", meaning: "it was called wrongly" },
] as const;

export function optionValue(call: Call, name: string): string | null {
  return call.options.get(name)?.at(-1) ?? null;
}

export function hasFlag(call: Call, name: string): boolean {
  return call.options.has(name);
}

export function requiredArgument(call: Call, name: string): string {
  const value = call.arguments.get(name);
  if (value === undefined) throw new Error(`The parser let a call without ${name} through.`);
  return value;
}
