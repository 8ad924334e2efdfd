import { ClientError } from "../sdk/client-error.ts";
import { DeliveryError } from "../sdk/delivery-error.ts";
import { printableText } from "../sdk/printable-text.ts";
import { COMMANDS } from "./command-table.ts";
import { parseCall } from "./parse-call.ts";
import { renderHelp, renderOverview } from "./render-help.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Runs one command line and gives its exit code. Every failure is one sentence and its remedy on standard error. */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await runWords(words, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) terminal.note(describeFailure(error));
    else {
      const command = error.command === null ? "" : ` ${error.command}`;
      terminal.note(`sikkerkey: ${error.message}\nSee \`sikkerkey${command} --help\`.`);
    }
    return error instanceof UsageError ? 2 : 1;
  }
}

async function runWords(words: readonly string[], terminal: Terminal): Promise<number> {
  const [first, ...others] = words;
  if (first === undefined) {
    terminal.note(renderOverview(COMMANDS).trimEnd());
    return 2;
  }
  const asked = first === "help" ? others[0] : first;
  if (asked === undefined || asked === "--help" || asked === "-h") {
    terminal.out(renderOverview(COMMANDS));
    return 0;
  }
  const name = asked === "--version" || asked === "-v" ? "version" : asked;
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) throw new UsageError(`There is no command ${shownCommand(name)}.`, null);
  if (first === "help" || asksForHelp(others)) {
    terminal.out(renderHelp(command));
    return 0;
  }
  return command.run(parseCall(command, others), terminal, COMMANDS);
}

/** `--help` after `--` belongs to the command that is run. */
function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf("--");
  const own = end === -1 ? words : words.slice(0, end);
  return own.includes("--help") || own.includes("-h");
}

function describeFailure(error: unknown): string {
  if (error instanceof ClientError) {
    const id = error.requestId === null ? [] : [`Request id: ${error.requestId}`];
    return [`sikkerkey: ${error.message}`, error.remedy, ...id].join("\n");
  }
  if (error instanceof DeliveryError) return `sikkerkey: ${error.message}`;
  // Never an unknown error's own text: it could repeat a value.
  const code = error instanceof Error && "code" in error ? ` (${printableText(String(error.code), 40)})` : "";
  return `sikkerkey: The command failed unexpectedly${code}. Check disk space and permissions, then try again.`;
}

const shownCommand = (word: string) =>
  /sk[ebcl]_/.test(word) ? "of that name (it looks like a token)" : `\`${printableText(word, 40)}\``;
