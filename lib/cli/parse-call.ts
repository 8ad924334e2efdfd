import { printableText } from "../sdk/printable-text.ts";
import type { Call, Command, OptionSpec } from "./command.ts";
import { UsageError } from "./usage-error.ts";

/** Fits words to a command's row, or throws a `UsageError` that says which word does not fit. */
export function parseCall(command: Command, words: readonly string[]): Call {
  const fail = (message: string) => new UsageError(message, command.name);
  const end = words.indexOf("--");
  const own = end === -1 ? words : words.slice(0, end);
  const rest = end === -1 ? [] : words.slice(end + 1);
  if (end !== -1 && !command.takesCommand) throw fail("Nothing may follow `--` here.");
  const options = new Map<string, string[]>();
  const positional: string[] = [];
  for (let at = 0; at < own.length; at++) {
    const word = own[at] ?? "";
    if (word === "-" || !word.startsWith("-")) {
      positional.push(word);
      continue;
    }
    const [label, inline] = splitOption(word);
    const option = command.options.find((candidate) => matches(candidate, label));
    if (option === undefined) throw fail(`Unknown option ${shown(label)}.`);
    if (option.value === undefined && inline !== null) throw fail(`--${option.name} takes no value.`);
    const value = option.value === undefined ? "" : (inline ?? own[++at]);
    if (value === undefined) throw fail(`--${option.name} needs a value: <${option.value}>.`);
    checkChoice(fail, `--${option.name}`, option.choices, value);
    const earlier = options.get(option.name) ?? [];
    if (earlier.length > 0 && !option.isRepeatable) throw fail(`--${option.name} may be given once.`);
    options.set(option.name, [...earlier, value]);
  }
  return { arguments: fitArguments(command, positional, fail), options, rest };
}

type Fail = (message: string) => UsageError;

function fitArguments(command: Command, words: readonly string[], fail: Fail): Map<string, string> {
  const fitted = new Map<string, string>();
  for (const [at, spec] of command.arguments.entries()) {
    const word = words[at];
    if (word === undefined) {
      if (spec.isRequired) throw fail(`<${spec.name}> is missing: ${spec.about}.`);
      continue;
    }
    checkChoice(fail, `<${spec.name}>`, spec.choices, word);
    fitted.set(spec.name, word);
  }
  const surplus = words[command.arguments.length];
  if (surplus !== undefined)
    throw fail(
      command.takesCommand
        ? `Put \`--\` before the command to run; ${shown(surplus)} is one word too many.`
        : `${shown(surplus)} is one word too many.`,
    );
  return fitted;
}

function checkChoice(fail: Fail, label: string, choices: readonly string[] | undefined, word: string): void {
  if (choices !== undefined && !choices.includes(word))
    throw fail(`${label} is one of ${choices.join(", ")}; ${shown(word)} is not.`);
}

function splitOption(word: string): [string, string | null] {
  const equals = word.startsWith("--") ? word.indexOf("=") : -1;
  return equals === -1 ? [word, null] : [word.slice(0, equals), word.slice(equals + 1)];
}

const matches = (option: OptionSpec, label: string) =>
  label === `--${option.name}` || (option.short !== undefined && label === `-${option.short}`);

/** A word for an error text; one that looks like a token is named, not shown. */
function shown(word: string): string {
  return /sk[eb]_/.test(word) ? "a word that looks like a token" : `\`${printableText(word, 40)}\``;
}
